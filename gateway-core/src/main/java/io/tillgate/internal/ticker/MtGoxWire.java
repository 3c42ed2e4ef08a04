package io.tillgate.internal.ticker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.internal.mtgox.MtGoxEnvelope;
import io.tillgate.internal.mtgox.MtGoxReply;
import io.tillgate.processor.MtGoxMarketData;
import io.tillgate.processor.MtGoxMarketData.Depth;
import io.tillgate.processor.MtGoxMarketData.TickerApi;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.OrderBook;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerKind;
import java.time.Duration;
import java.time.Instant;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The public market data of a server that speaks the Mt. Gox wire, in all its generations. Versions 1 and 2 share an
 * envelope that may come with any status; version 0 has none, and its numbers went through binary floating point.
 *
 * <p>Source: the seed's mtgox-api.wiki and mtgox-api-http-v1.wiki, protocol/mtgox.md 1.3 and 5.1.
 */
final class MtGoxWire implements BookWire {

    /** The venue's own cache lives this long, and its filters block who asks more often. */
    static final Duration INTERVAL = Duration.ofSeconds(10);

    /** Five times an hour; more got an address banned. */
    static final Duration FULL_DEPTH_INTERVAL = Duration.ofMinutes(12);

    private static final Limits LIMITS = new Limits(INTERVAL, Duration.ofMillis(100));

    private final TickerApi api;
    private final Depth depth;

    MtGoxWire(MtGoxMarketData data) {
        this.api = data.ticker();
        this.depth = data.depth();
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public Duration bookInterval() {
        return depth == Depth.FULL ? FULL_DEPTH_INTERVAL : INTERVAL;
    }

    @Override
    public @Nullable HttpUrl tickerUrl(HttpUrl root, CurrencyPair pair) {
        String market = "BTC" + pair.quote().code();
        return switch (api) {
            case V0 -> pair.quote().code().equals("USD") ? url(root, "0/data/ticker.php") : null;
            case V1 -> url(root, "1/" + market + "/public/ticker");
            case V2 -> url(root, "2/" + market + "/money/ticker");
            case V2_FAST -> url(root, "2/" + market + "/money/ticker_fast");
        };
    }

    /** Version 0 names the currency in the question, and has no full depth: that is version 1's then. */
    @Override
    public HttpUrl bookUrl(HttpUrl root, CurrencyPair pair) {
        String market = "BTC" + pair.quote().code();
        boolean full = depth == Depth.FULL;
        if (api == TickerApi.V2 || api == TickerApi.V2_FAST) {
            return url(root, "2/" + market + (full ? "/money/depth/full" : "/money/depth/fetch"));
        }
        if (full) {
            return url(root, "1/" + market + "/public/fulldepth");
        }
        return api == TickerApi.V0
                ? url(root, "0/data/getDepth.php")
                        .newBuilder()
                        .query("Currency=" + pair.quote().code())
                        .build()
                : url(root, "1/" + market + "/public/depth")
                        .newBuilder()
                        .query("raw")
                        .build();
    }

    @Override
    public String noMarketReason(CurrencyPair pair) {
        return "does not say the currency of its version 0 ticker, which is USD: use version 1 for " + pair;
    }

    @Override
    public Statuses statuses() {
        return Statuses.MEAN_NOTHING;
    }

    @Override
    public Opened open(int status, JsonNode root) {
        if (!root.has("result")) {
            if (root.has("asks") || (api == TickerApi.V0 && root.has("ticker"))) {
                return new Opened.Payload(root);
            }
            if (root.has("error")) {
                return new Opened.Complaint(Opened.Kind.REFUSED, Wire.words(root.path("error")));
            }
        }
        MtGoxReply reply = MtGoxEnvelope.open(status, root);
        if (reply instanceof MtGoxReply.Success success) {
            return new Opened.Payload(success.payload());
        }
        if (reply instanceof MtGoxReply.Refusal refusal) {
            return new Opened.Complaint(
                    Opened.Kind.REFUSED, refusal.text().isEmpty() ? refusal.token() : refusal.text());
        }
        return new Opened.Unusable(((MtGoxReply.Unusable) reply).reason());
    }

    @Override
    public Ticker ticker(JsonNode payload, String source, CurrencyPair pair, Instant receivedAt) {
        if (api != TickerApi.V0) {
            return MtGoxTicker.read(payload, source, pair, receivedAt);
        }
        JsonNode ticker = payload.path("ticker");
        return new Ticker(
                source,
                pair,
                TickerKind.MARKET,
                WireNumbers.required(ticker.path("buy"), "ticker.buy"),
                WireNumbers.required(ticker.path("sell"), "ticker.sell"),
                WireNumbers.optionalPrice(ticker.path("last"), "ticker.last"),
                WireNumbers.optionalPrice(ticker.path("vwap"), "ticker.vwap"),
                WireNumbers.optionalSatoshi(ticker.path("vol"), "ticker.vol"),
                receivedAt);
    }

    /** {@code cached} is when the server put the book into its cache, {@code now} when it answered. */
    @Override
    public OrderBook book(JsonNode payload, String source, CurrencyPair pair, Instant receivedAt) {
        Instant cached = WireTime.micros(payload.path("cached"));
        Instant told = cached == null ? WireTime.micros(payload.path("now")) : cached;
        return WireBook.read(payload, source, pair, WireTime.orReceived(told, receivedAt));
    }

    private static HttpUrl url(HttpUrl root, String path) {
        return root.newBuilder().addPathSegments(path).build();
    }
}
