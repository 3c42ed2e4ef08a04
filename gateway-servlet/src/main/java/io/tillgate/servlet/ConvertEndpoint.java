package io.tillgate.servlet;

import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.rate.Conversion;
import io.tillgate.rate.ConversionAnswer;
import io.tillgate.rate.RateService;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns an amount into the other currency: {@code /convert?from=EUR&to=BTC&amount=25.00}. Changes and promises nothing. */
final class ConvertEndpoint implements Endpoint {

    /** What an answer has besides the rate, about. */
    private static final int AMOUNTS_BYTES = 200;

    private final RateService rates;
    private final RateTexts texts;
    private final Origins origins;

    /** BTC and every currency with a price, by code. */
    private final Map<String, Currency> currencies = new HashMap<>();

    ConvertEndpoint(RateService rates, RateTexts texts, Origins origins) {
        this.rates = rates;
        this.texts = texts;
        this.origins = origins;
        currencies.put(Currency.BTC.code(), Currency.BTC);
        texts.pairs().forEach(pair -> currencies.put(pair.quote().code(), pair.quote()));
    }

    @Override
    public String name() {
        return "convert";
    }

    @Override
    public Accept errorForm(Ask ask) {
        return Accept.JSON;
    }

    @Override
    public Answer answer(Ask ask) {
        return origins.allow(ask, read(ask));
    }

    private Answer read(Ask ask) {
        Query query = ask.query();
        Optional<String> from = query.required("from", "send the currency you have, such as EUR");
        Optional<String> to = query.required("to", "send the currency you want, such as BTC");
        Optional<String> amount = query.required("amount", "send a decimal number with a dot, such as 25.00");
        if (!query.problems().isEmpty() || from.isEmpty() || to.isEmpty() || amount.isEmpty()) {
            return Faults.json(400, query.problems());
        }
        Currency source = currency("from", from.get(), query);
        Currency target = currency("to", to.get(), query);
        if (source == null || target == null) {
            return Faults.json(422, query.problems());
        }
        try {
            return convert(ask, source, target, amount.get());
        } catch (InvalidInputException invalid) {
            return Faults.json(422, invalid.problems());
        }
    }

    private Answer convert(Ask ask, Currency from, Currency to, String amount) {
        boolean toBitcoin = to.equals(Currency.BTC);
        if (from.equals(Currency.BTC) == toBitcoin) {
            return fault("to", "needs BTC on one side and another currency on the other", "change from or to");
        }
        Currency fiat = toBitcoin ? from : to;
        if (!currencies.containsKey(fiat.code())) {
            String field = toBitcoin ? "from" : "to";
            return fault(field, "is " + fiat + ", which is not priced here", "use one of " + pricedCurrencies());
        }
        Money money = Money.parse(from, amount);
        if (money.minorUnits() < 0) {
            return fault("amount", "is negative", "send zero or more");
        }
        try {
            return answer(ask, rates.convert(money, to));
        } catch (ArithmeticException overflow) {
            return fault("amount", "is too large to convert", "send a smaller one");
        }
    }

    /** The address says what is converted, so the rate alone tells whether the answer is still the same. */
    private Answer answer(Ask ask, ConversionAnswer answer) {
        if (answer instanceof ConversionAnswer.Converted converted) {
            Conversion conversion = converted.conversion();
            RateText text = texts.of(conversion.rate());
            Instant now = texts.now();
            return RateAnswers.fresh(
                    ask, text.etag(), RateAnswers.keepSeconds(text, now), () -> json(conversion, text, now));
        }
        return RateAnswers.none(RateJson.noRate(((ConversionAnswer.Refused) answer).noRate()));
    }

    private static JsonBytes json(Conversion conversion, RateText text, Instant now) {
        JsonBytes json = new JsonBytes(AMOUNTS_BYTES + text.expectedBytes());
        money(json.add("{\"from\":"), conversion.from());
        money(json.add(",\"to\":"), conversion.to());
        json.add(",\"rounding\":\"").add(conversion.rounding().name()).add("\",\"rate\":");
        return text.addTo(json, now).add("}");
    }

    /** The same words as {@link Json#money}. */
    private static void money(JsonBytes json, Money money) {
        Currency currency = money.currency();
        json.add("{\"currency\":\"").add(currency.code());
        json.add("\",\"amount\":\"").add(money.minorUnits(), currency.minorDigits());
        json.add("\",\"minor_units\":").add(money.minorUnits()).add("}");
    }

    private String pricedCurrencies() {
        return texts.pairs().stream().map(pair -> pair.quote().code()).collect(Collectors.joining(", "));
    }

    private @Nullable Currency currency(String field, String code, Query query) {
        Currency known = currencies.get(code);
        if (known != null) {
            return known;
        }
        try {
            return Currency.of(code);
        } catch (InvalidInputException unknown) {
            for (Problem problem : unknown.problems()) {
                query.problems().add(new Problem(field, problem.fault(), problem.fix()));
            }
            return null;
        }
    }

    private static Answer fault(String field, String fault, String fix) {
        return Faults.json(422, List.of(new Problem(field, fault, fix)));
    }
}
