package io.tillgate.internal.ticker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.OrderBook;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import okhttp3.HttpUrl;

/**
 * Kraken's spot API. Errors come with HTTP 200 in {@code error[]}, and the result's key is not the pair that was asked
 * for: {@code XBTUSD} is answered as {@code XXBTZUSD}. No answer tells its time.
 *
 * <p>Source: protocol/exchange-tickers.md; docs.kraken.com, Get Ticker Information and Get Order Book.
 */
final class KrakenWire implements BookWire {

    /** The API takes about one call a second of an address. */
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(10), Duration.ofMillis(1_100));

    private static final Duration BOOK_INTERVAL = Duration.ofSeconds(30);

    /** The most that the API gives. */
    private static final String BOOK_LEVELS = "500";

    /** Place of the last 24 hours in pairs of today and those. */
    private static final int DAY = 1;

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
        return url(root, "Ticker", pair).build();
    }

    @Override
    public HttpUrl bookUrl(HttpUrl root, CurrencyPair pair) {
        return url(root, "Depth", pair).addQueryParameter("count", BOOK_LEVELS).build();
    }

    @Override
    public Opened open(int status, JsonNode root) {
        for (JsonNode entry : root.path("error")) {
            String words = Wire.words(entry);
            // The first letter is the severity: E is an error, W a warning beside a result.
            if (!words.startsWith("W")) {
                return new Opened.Complaint(kindOf(words), words);
            }
        }
        return Wire.byStatus(status, root.path("result"), "");
    }

    @Override
    public Ticker ticker(JsonNode payload, String source, CurrencyPair pair, Instant receivedAt) {
        JsonNode entry = onlyEntry(payload, pair);
        return new Ticker(
                source,
                pair,
                TickerKind.MARKET,
                WireNumbers.required(entry.path("b").path(0), "b"),
                WireNumbers.required(entry.path("a").path(0), "a"),
                WireNumbers.optionalPrice(entry.path("c").path(0), "c"),
                WireNumbers.optionalPrice(entry.path("p").path(DAY), "p"),
                WireNumbers.optionalSatoshi(entry.path("v").path(DAY), "v"),
                receivedAt);
    }

    @Override
    public OrderBook book(JsonNode payload, String source, CurrencyPair pair, Instant receivedAt) {
        return WireBook.read(onlyEntry(payload, pair), source, pair, receivedAt);
    }

    private static HttpUrl.Builder url(HttpUrl root, String what, CurrencyPair pair) {
        return root.newBuilder()
                .addPathSegments("0/public/" + what)
                .addQueryParameter("pair", "XBT" + pair.quote().code());
    }

    private static Opened.Kind kindOf(String words) {
        if (words.startsWith("EQuery:Unknown asset pair")) {
            return Opened.Kind.NO_SUCH_MARKET;
        }
        if (words.contains("Rate limit") || words.contains("Too many requests") || words.contains("lockout")) {
            return Opened.Kind.SLOW_DOWN;
        }
        return words.startsWith("EService:") || words.startsWith("EGeneral:Internal")
                ? Opened.Kind.DOWN
                : Opened.Kind.REFUSED;
    }

    /** The key may have any name, as long as it ends in our currency: XBTUSDT would be another market. */
    private static JsonNode onlyEntry(JsonNode result, CurrencyPair pair) {
        if (result.size() != 1) {
            throw new IllegalArgumentException("result has " + result.size() + " entries instead of one");
        }
        Map.Entry<String, JsonNode> entry = result.properties().iterator().next();
        if (!entry.getKey().endsWith(pair.quote().code())) {
            throw new IllegalArgumentException("result is of a pair that is not in " + pair.quote());
        }
        return entry.getValue();
    }
}
