package io.tillgate.servlet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.ForexRate;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.RateBasis;
import io.tillgate.rate.Ticker;
import java.time.Duration;
import java.util.Locale;

/** Rates and conversions as JSON, with everything that one needs to check them. */
final class RateJson {

    private RateJson() {}

    /** All but its age, which changes by itself: see {@link RateText}. */
    static ObjectNode rate(RateAnswer.Rate rate) {
        ObjectNode json = brief(rate).put("spread_basis_points", rate.spreadBasisPoints());
        ArrayNode sources = json.putArray("sources");
        rate.tickers().forEach(ticker -> ticker(sources.addObject(), ticker));
        ArrayNode cut = json.putArray("cut");
        rate.cut().forEach(one -> ticker(cut.addObject(), one.ticker()).put("reason", one.reason()));
        if (rate.basis() instanceof RateBasis.Cross cross) {
            json.set("cross", cross(cross));
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
                .put("basis", basis(rate))
                .put("as_of", rate.asOf().toString())
                .put("age_seconds_max", ageMax(rate).toSeconds());
    }

    /** At this age time alone changes the price, or ends it; something newer may change it before. */
    static Duration ageMax(RateAnswer.Rate rate) {
        return Duration.between(rate.asOf(), rate.times().holdsUntil());
    }

    static String basis(RateAnswer.Rate rate) {
        if (rate.basis().standIn().isPresent()) {
            return "last_good";
        }
        if (rate.basis() instanceof RateBasis.Cross) {
            return "cross";
        }
        return rate.basis() instanceof RateBasis.Depth ? "depth" : "tickers";
    }

    private static ObjectNode ticker(ObjectNode json, Ticker ticker) {
        return json.put("source", ticker.source())
                .put("kind", ticker.kind().name().toLowerCase(Locale.ROOT))
                .put("bid", ticker.bid().toPlainString())
                .put("ask", ticker.ask().toPlainString())
                .put("as_of", ticker.asOf().toString());
    }

    /** The two legs: what bitcoin costs in another currency, and what that one costs. */
    private static ObjectNode cross(RateBasis.Cross cross) {
        ObjectNode json = Json.object()
                .put("pair", cross.leg().pair().toString())
                .put("price", cross.leg().median().toPlainString())
                .put("forex_price", cross.forex().price().toPlainString());
        ArrayNode sources = json.putArray("forex_sources");
        for (ForexRate told : cross.forex().used()) {
            sources.addObject()
                    .put("source", told.source())
                    .put("bid", told.bid().toPlainString())
                    .put("ask", told.ask().toPlainString())
                    .put("as_of", told.asOf().toString());
        }
        return json;
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
