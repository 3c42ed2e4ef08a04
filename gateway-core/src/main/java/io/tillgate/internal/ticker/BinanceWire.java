package io.tillgate.internal.ticker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.Ticker;
import java.time.Duration;
import java.time.Instant;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Binance's market data. It trades bitcoin against some real currencies (EUR, BRL, TRY, JPY and others), and against
 * tokens that follow the dollar but are none. So the symbol is always BTC and a code of ISO 4217, the answer must name
 * that very symbol, and BTC-USD is never asked for. The answer tells no time.
 *
 * <p>Source: protocol/exchange-tickers.md; binance-spot-api-docs, Symbol order book ticker and Errors.
 */
final class BinanceWire implements Wire {

    private static final Limits LIMITS = new Limits(Duration.ofSeconds(10), Duration.ofMillis(100));

    private static final int TOO_MANY_REQUESTS = -1003;
    private static final int INVALID_SYMBOL = -1121;

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public @Nullable HttpUrl tickerUrl(HttpUrl root, CurrencyPair pair) {
        if (pair.quote().code().equals("USD")) {
            return null;
        }
        return root.newBuilder()
                .addPathSegments("api/v3/ticker/bookTicker")
                .addQueryParameter("symbol", symbol(pair))
                .build();
    }

    @Override
    public String noMarketReason(CurrencyPair pair) {
        return "has no " + pair + " market: its dollar market is in USDT, which is not USD";
    }

    @Override
    public Opened open(int status, JsonNode root) {
        JsonNode number = root.path("code");
        int code = number.isInt() ? number.intValue() : 0;
        if (code == 0) {
            return Wire.byStatus(status, root, "");
        }
        return new Opened.Complaint(kindOf(code), Wire.words(root.path("msg")));
    }

    @Override
    public Ticker ticker(JsonNode payload, String source, CurrencyPair pair, Instant receivedAt) {
        if (!symbol(pair).equals(payload.path("symbol").textValue())) {
            throw new IllegalArgumentException("symbol is not " + symbol(pair));
        }
        return Ticker.market(
                source,
                pair,
                WireNumbers.required(payload.path("bidPrice"), "bidPrice"),
                WireNumbers.required(payload.path("askPrice"), "askPrice"),
                null,
                receivedAt);
    }

    private static String symbol(CurrencyPair pair) {
        return "BTC" + pair.quote().code();
    }

    private static Opened.Kind kindOf(int code) {
        return switch (code) {
            case INVALID_SYMBOL -> Opened.Kind.NO_SUCH_MARKET;
            case TOO_MANY_REQUESTS -> Opened.Kind.SLOW_DOWN;
            default -> Opened.Kind.DOWN;
        };
    }
}
