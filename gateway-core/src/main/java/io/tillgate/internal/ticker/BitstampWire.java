package io.tillgate.internal.ticker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.OrderBook;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Bitstamp's API, version 2: everything is a string, times are seconds or microseconds, a pair that does not exist is a
 * page of HTML with status 404.
 *
 * <p>Source: protocol/exchange-tickers.md; bitstamp.net/api, Ticker and Order book.
 */
final class BitstampWire implements BookWire {

    /** Far below its 10,000 calls in ten minutes. */
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(10), Duration.ofMillis(100));

    private static final Duration BOOK_INTERVAL = Duration.ofSeconds(30);

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public Duration bookInterval() {
        return BOOK_INTERVAL;
    }

    @Override
    public HttpUrl tickerUrl(HttpUrl root, CurrencyPair pair) {
        return url(root, "ticker", pair);
    }

    @Override
    public HttpUrl bookUrl(HttpUrl root, CurrencyPair pair) {
        return url(root, "order_book", pair);
    }

    @Override
    public Opened open(int status, JsonNode root) {
        boolean error = root.has("error") || "error".equals(root.path("status").textValue());
        String words = Wire.words(root.path(root.path("error").isTextual() ? "error" : "reason"));
        if (error && status == 200) {
            return new Opened.Complaint(Opened.Kind.REFUSED, words);
        }
        return Wire.byStatus(status, root, words);
    }

    @Override
    public Ticker ticker(JsonNode payload, String source, CurrencyPair pair, Instant receivedAt) {
        return new Ticker(
                source,
                pair,
                TickerKind.MARKET,
                WireNumbers.required(payload.path("bid"), "bid"),
                WireNumbers.required(payload.path("ask"), "ask"),
                WireNumbers.optionalPrice(payload.path("last"), "last"),
                WireNumbers.optionalPrice(payload.path("vwap"), "vwap"),
                WireNumbers.optionalSatoshi(payload.path("volume"), "volume"),
                WireTime.orReceived(WireTime.seconds(payload.path("timestamp")), receivedAt));
    }

    @Override
    public OrderBook book(JsonNode payload, String source, CurrencyPair pair, Instant receivedAt) {
        return WireBook.read(payload, source, pair, WireTime.orReceived(told(payload), receivedAt));
    }

    private static @Nullable Instant told(JsonNode payload) {
        Instant exact = WireTime.micros(payload.path("microtimestamp"));
        return exact == null ? WireTime.seconds(payload.path("timestamp")) : exact;
    }

    /** Without the slash at the end it answers with a redirect. */
    private static HttpUrl url(HttpUrl root, String what, CurrencyPair pair) {
        String market = "btc" + pair.quote().code().toLowerCase(Locale.ROOT);
        return root.newBuilder()
                .addPathSegments("api/v2/" + what + "/" + market + "/")
                .build();
    }
}
