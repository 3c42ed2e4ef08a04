package io.tillgate.servlet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.Ticker;
import java.util.Locale;

/** Rates and conversions as JSON, with everything that one needs to check them. */
final class RateJson {

    private RateJson() {}

    /** All but its age, which changes by itself: see {@link RateText}. */
    static ObjectNode rate(RateAnswer.Rate rate) {
        ObjectNode json = brief(rate);
        ArrayNode sources = json.putArray("sources");
        for (Ticker ticker : rate.tickers()) {
            sources.addObject()
                    .put("source", ticker.source())
                    .put("bid", ticker.bid().toPlainString())
                    .put("ask", ticker.ask().toPlainString())
                    .put("as_of", ticker.asOf().toString());
        }
        json.putObject("rounding").put("to_btc", "UP").put("to_" + lower(rate), "HALF_UP");
        return json;
    }

    /** The price and how old it may get, without the evidence. */
    static ObjectNode brief(RateAnswer.Rate rate) {
        return Json.object()
                .put("pair", rate.pair().toString())
                .put("price", rate.price().toPlainString())
                .put("side", rate.policy().side().name().toLowerCase(Locale.ROOT))
                .put("as_of", rate.asOf().toString())
                .put("age_seconds_max", rate.policy().ageMax().toSeconds());
    }

    static ObjectNode noPrice(CurrencyPair pair) {
        return Json.object().put("pair", pair.toString()).putNull("price");
    }

    static ObjectNode noRate(RateAnswer.NoRate noRate) {
        ObjectNode json = noPrice(noRate.pair());
        ArrayNode reasons = json.putArray("reasons");
        noRate.reasons().forEach(reasons::add);
        return json;
    }

    private static String lower(RateAnswer.Rate rate) {
        return rate.pair().quote().code().toLowerCase(Locale.ROOT);
    }
}
