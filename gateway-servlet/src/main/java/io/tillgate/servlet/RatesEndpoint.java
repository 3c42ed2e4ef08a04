package io.tillgate.servlet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.failure.Problem;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.RateService;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What one BTC costs: {@code /rates} in every configured currency, {@code /rates/BTC-EUR} in one. */
final class RatesEndpoint implements Endpoint {

    private final RateService rates;
    private final InstantSource clock;

    RatesEndpoint(RateService rates, InstantSource clock) {
        this.rates = rates;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "rates";
    }

    @Override
    public Accept errorForm(Ask ask) {
        return Accept.JSON;
    }

    @Override
    public Answer answer(Ask ask) {
        return switch (ask.path().size()) {
            case 0 -> all(ask);
            case 1 -> pair(ask.path().get(0)).map(pair -> one(ask, pair)).orElseGet(this::unknownPair);
            default -> unknownPair();
        };
    }

    private Answer all(Ask ask) {
        Instant now = clock.instant();
        List<RateAnswer.Rate> known = new ArrayList<>();
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("rates");
        for (CurrencyPair pair : sortedPairs()) {
            RateAnswer answer = rates.rate(pair.quote());
            if (answer instanceof RateAnswer.Rate rate) {
                known.add(rate);
                list.add(RateJson.rate(rate, now));
            } else {
                list.add(RateJson.noRate((RateAnswer.NoRate) answer));
            }
        }
        boolean anyUse = !known.isEmpty() || list.isEmpty();
        return anyUse ? RateAnswers.fresh(ask, json, known, now) : RateAnswers.none(json);
    }

    private Answer one(Ask ask, CurrencyPair pair) {
        Instant now = clock.instant();
        RateAnswer answer = rates.rate(pair.quote());
        if (answer instanceof RateAnswer.Rate rate) {
            return RateAnswers.fresh(ask, RateJson.rate(rate, now), List.of(rate), now);
        }
        return RateAnswers.none(RateJson.noRate((RateAnswer.NoRate) answer));
    }

    private Optional<CurrencyPair> pair(String text) {
        return rates.pairs().stream()
                .filter(pair -> pair.toString().equals(text))
                .findFirst();
    }

    private List<CurrencyPair> sortedPairs() {
        return rates.pairs().stream()
                .sorted(Comparator.comparing(CurrencyPair::toString))
                .toList();
    }

    private Answer unknownPair() {
        String known = sortedPairs().stream().map(CurrencyPair::toString).collect(Collectors.joining(", "));
        return Faults.json(
                404,
                List.of(new Problem(
                        "pair",
                        "is not priced here",
                        known.isEmpty() ? "add currencies to the gateway" : "use one of " + known)));
    }
}
