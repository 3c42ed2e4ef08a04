package io.tillgate.servlet;

import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.rate.Conversion;
import io.tillgate.rate.ConversionAnswer;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateService;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns an amount into the other currency: {@code /convert?from=EUR&to=BTC&amount=25.00}. Changes and promises nothing. */
final class ConvertEndpoint implements Endpoint {

    private final RateService rates;
    private final InstantSource clock;

    ConvertEndpoint(RateService rates, InstantSource clock) {
        this.rates = rates;
        this.clock = clock;
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
        Query query = ask.query();
        Optional<String> from = query.required("from", "send the currency you have, such as EUR");
        Optional<String> to = query.required("to", "send the currency you want, such as BTC");
        Optional<String> amount = query.required("amount", "send a decimal number with a dot, such as 25.00");
        if (!query.problems().isEmpty() || from.isEmpty() || to.isEmpty() || amount.isEmpty()) {
            return Faults.json(400, query.problems());
        }
        Optional<Currency> source = currency("from", from.get(), query);
        Optional<Currency> target = currency("to", to.get(), query);
        if (source.isEmpty() || target.isEmpty()) {
            return Faults.json(422, query.problems());
        }
        return convert(ask, source.get(), target.get(), amount.get());
    }

    private Answer convert(Ask ask, Currency from, Currency to, String amount) {
        if (from.equals(Currency.BTC) == to.equals(Currency.BTC)) {
            return fault("to", "needs BTC on one side and another currency on the other", "change from or to");
        }
        Currency fiat = to.equals(Currency.BTC) ? from : to;
        if (!rates.pairs().contains(CurrencyPair.btc(fiat))) {
            String field = to.equals(Currency.BTC) ? "from" : "to";
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

    private Answer answer(Ask ask, ConversionAnswer answer) {
        if (answer instanceof ConversionAnswer.Converted converted) {
            Conversion conversion = converted.conversion();
            Instant now = clock.instant();
            return RateAnswers.fresh(ask, RateJson.conversion(conversion, now), List.of(conversion.rate()), now);
        }
        return RateAnswers.none(RateJson.noRate(((ConversionAnswer.Refused) answer).noRate()));
    }

    private String pricedCurrencies() {
        return rates.pairs().stream().map(pair -> pair.quote().code()).sorted().collect(Collectors.joining(", "));
    }

    private static Optional<Currency> currency(String field, String code, Query query) {
        try {
            return Optional.of(Currency.of(code));
        } catch (InvalidInputException unknown) {
            for (Problem problem : unknown.problems()) {
                query.problems().add(new Problem(field, problem.fault(), problem.fix()));
            }
            return Optional.empty();
        }
    }

    private static Answer fault(String field, String fault, String fix) {
        return Faults.json(422, List.of(new Problem(field, fault, fix)));
    }
}
