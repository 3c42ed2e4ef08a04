package io.tillgate.internal.ticker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.OrderBook;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerKind;
import java.time.Duration;
import java.time.Instant;
import okhttp3.HttpUrl;

/**
 * Coinbase Exchange. The time of a ticker is that of its last trade, so a market where nobody trades looks as stale as
 * it is.
 *
 * <p>Source: protocol/exchange-tickers.md; docs.cdp.coinbase.com, Get product ticker and Get product book.
 */
final class CoinbaseWire implements BookWire {

    /** Ten calls a second of an address; a book is up to some megabytes. */
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(10), Duration.ofMillis(150));

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
        return product(root, pair).addPathSegment("ticker").build();
    }

    @Override
    public HttpUrl bookUrl(HttpUrl root, CurrencyPair pair) {
        return product(root, pair)
                .addPathSegment("book")
                .addQueryParameter("level", "2")
                .build();
    }

    @Override
    public Opened open(int status, JsonNode root) {
        String words = Wire.words(root.path("message"));
        if (status == 200 && !words.isEmpty()) {
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
                WireNumbers.optionalPrice(payload.path("price"), "price"),
                null,
                WireNumbers.optionalSatoshi(payload.path("volume"), "volume"),
                WireTime.orReceived(WireTime.iso(payload.path("time")), receivedAt));
    }

    /** In an auction the book holds indicative offers that nobody can take. */
    @Override
    public OrderBook book(JsonNode payload, String source, CurrencyPair pair, Instant receivedAt) {
        if (payload.path("auction_mode").asBoolean()) {
            throw new IllegalArgumentException("the market is in an auction, its offers are indicative");
        }
        return WireBook.read(
                payload, source, pair, WireTime.orReceived(WireTime.iso(payload.path("time")), receivedAt));
    }

    private static HttpUrl.Builder product(HttpUrl root, CurrencyPair pair) {
        return root.newBuilder()
                .addPathSegment("products")
                .addPathSegment("BTC-" + pair.quote().code());
    }
}
