package io.tillgate.internal.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.IndexUse;
import io.tillgate.rate.LastGoodRule;
import io.tillgate.rate.PriceSide;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.RatePolicy;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The evidence of the first release: one ticker, of which one side was the price, whatever its width. Read as a rate whose
 * policy lets that ticker through, so that it replays like any other.
 */
final class FirstEvidence {

    private static final int ANY_WIDTH = 20_000;

    private FirstEvidence() {}

    static RateAnswer.Rate read(CurrencyPair pair, BigDecimal price, Instant asOf, JsonNode json) {
        TickerLimits limits =
                new TickerLimits(Duration.parse(json.path("age_max").asText()), Map.of(), ANY_WIDTH, 0, 1);
        RatePolicy policy = new RatePolicy(
                PriceSide.valueOf(json.path("side").asText()),
                0,
                limits,
                IndexUse.STAND_IN,
                LastGoodRule.NEVER,
                Map.of(),
                Optional.empty());
        List<Ticker> tickers = new ArrayList<>();
        json.path("tickers").forEach(ticker -> tickers.add(MarketJson.ticker(pair, ticker)));
        // The column keeps microseconds, the ticker all digits.
        Instant exactly = tickers.isEmpty() ? asOf : tickers.get(0).asOf();
        return new RateAnswer.Rate(pair, price, exactly, policy, tickers);
    }
}
