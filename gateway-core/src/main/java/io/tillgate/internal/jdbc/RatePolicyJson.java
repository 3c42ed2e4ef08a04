package io.tillgate.internal.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.rate.CrossRule;
import io.tillgate.rate.DepthRule;
import io.tillgate.rate.IndexUse;
import io.tillgate.rate.LastGoodRule;
import io.tillgate.rate.PriceSide;
import io.tillgate.rate.RatePolicy;
import io.tillgate.rate.TickerLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A policy as a part of the evidence. */
final class RatePolicyJson {

    private RatePolicyJson() {}

    static void write(RatePolicy policy, ObjectNode json) {
        TickerLimits limits = policy.limits();
        json.put("side", policy.side().name());
        json.put("spread_basis_points", policy.spreadBasisPoints());
        json.put("age_max", limits.ageMax().toString());
        ObjectNode ages = json.putObject("age_max_of");
        limits.ageMaxOf().forEach((currency, age) -> ages.put(currency.code(), age.toString()));
        json.put("width_basis_points_max", limits.widthBasisPointsMax());
        json.put("outlier_basis_points_max", limits.outlierBasisPointsMax());
        json.put("sources_min", limits.sourcesMin());
        json.put("index_use", policy.indexUse().name());
        json.putObject("last_good")
                .put("age_max", policy.lastGood().ageMax().toString())
                .put("basis_points_per_minute", policy.lastGood().basisPointsPerMinute());
        ObjectNode crosses = json.putObject("crosses");
        policy.crosses()
                .forEach((currency, rule) -> crosses.putObject(currency.code())
                        .put("via", rule.via().code())
                        .put("forex_age_max", rule.forexAgeMax().toString()));
        policy.depth()
                .ifPresent(rule -> json.putObject("depth")
                        .put("above_satoshi", rule.above().minorUnits())
                        .put("book_age_max", rule.bookAgeMax().toString()));
    }

    static RatePolicy read(JsonNode json) {
        Map<Currency, Duration> ages = new HashMap<>();
        json.path("age_max_of")
                .properties()
                .forEach(age -> ages.put(Currency.of(age.getKey()), duration(age.getValue())));
        TickerLimits limits = new TickerLimits(
                duration(json.path("age_max")),
                ages,
                json.path("width_basis_points_max").asInt(),
                json.path("outlier_basis_points_max").asInt(),
                json.path("sources_min").asInt());
        LastGoodRule lastGood = new LastGoodRule(
                duration(json.path("last_good").path("age_max")),
                json.path("last_good").path("basis_points_per_minute").asInt());
        Map<Currency, CrossRule> crosses = new HashMap<>();
        json.path("crosses")
                .properties()
                .forEach(cross -> crosses.put(
                        Currency.of(cross.getKey()),
                        new CrossRule(
                                Currency.of(cross.getValue().path("via").asText()),
                                duration(cross.getValue().path("forex_age_max")))));
        Optional<DepthRule> depth = Optional.ofNullable(json.get("depth"))
                .map(rule -> new DepthRule(
                        Money.satoshi(rule.path("above_satoshi").asLong()), duration(rule.path("book_age_max"))));
        return new RatePolicy(
                PriceSide.valueOf(json.path("side").asText()),
                json.path("spread_basis_points").asInt(),
                limits,
                IndexUse.valueOf(json.path("index_use").asText()),
                lastGood,
                crosses,
                depth);
    }

    private static Duration duration(JsonNode json) {
        return Duration.parse(json.asText());
    }
}
