package io.tillgate.servlet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.rate.Conversion;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Rates and conversions as JSON, with everything that one needs to check them. */
final class RateJson {

    private RateJson() {}

    static ObjectNode rate(RateAnswer.Rate rate, Instant now) {
        ObjectNode json = Json.object()
                .put("pair", rate.pair().toString())
                .put("price", rate.price().toPlainString())
                .put("side", rate.policy().side().name().toLowerCase(Locale.ROOT))
                .put("as_of", rate.asOf().toString())
                .put("age_seconds", age(rate, now).toSeconds())
                .put("age_seconds_max", rate.policy().ageMax().toSeconds());
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

    static ObjectNode conversion(Conversion conversion, Instant now) {
        ObjectNode json = Json.object();
        json.set("from", Json.money(conversion.from()));
        json.set("to", Json.money(conversion.to()));
        json.put("rounding", conversion.rounding().name());
        json.set("rate", rate(conversion.rate(), now));
        return json;
    }

    static ObjectNode noRate(RateAnswer.NoRate noRate) {
        ObjectNode json = Json.object().put("pair", noRate.pair().toString()).putNull("price");
        ArrayNode reasons = json.putArray("reasons");
        noRate.reasons().forEach(reasons::add);
        return json;
    }

    static Duration age(RateAnswer.Rate rate, Instant now) {
        Duration age = Duration.between(rate.asOf(), now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    private static String lower(RateAnswer.Rate rate) {
        return rate.pair().quote().code().toLowerCase(Locale.ROOT);
    }
}
