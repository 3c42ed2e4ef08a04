package io.tillgate.internal.ticker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.Ticker;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The price index of mempool.space or of an instance of one's own: whole units of seven currencies in one answer, -1 for
 * one that it has no price of.
 *
 * <p>Source: protocol/exchange-tickers.md; mempool.space/docs/api, GET Price.
 */
final class MempoolSpaceWire implements Wire {

    /** It publishes no limit, and is a charity. */
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(60), Duration.ofSeconds(1));

    private static final Set<String> CURRENCIES = Set.of("USD", "EUR", "GBP", "CAD", "CHF", "AUD", "JPY");

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public @Nullable HttpUrl tickerUrl(HttpUrl root, CurrencyPair pair) {
        if (!CURRENCIES.contains(pair.quote().code())) {
            return null;
        }
        return root.newBuilder().addPathSegments("api/v1/prices").build();
    }

    @Override
    public String noMarketReason(CurrencyPair pair) {
        return "has no price in " + pair.quote();
    }

    @Override
    public Opened open(int status, JsonNode root) {
        return Wire.byStatus(status, root, Wire.words(root.path("error")));
    }

    @Override
    public Ticker ticker(JsonNode payload, String source, CurrencyPair pair, Instant receivedAt) {
        String code = pair.quote().code();
        Instant asOf = WireTime.required(WireTime.seconds(payload.path("time")), receivedAt, "time");
        BigDecimal price = WireNumbers.required(payload.path(code), code);
        if (price.signum() <= 0) {
            throw new IllegalArgumentException(code + " is not positive, which means that it has no price in it");
        }
        return Ticker.index(source, pair, price, asOf);
    }
}
