package io.tillgate.internal.ticker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;

/**
 * CoinGecko's simple price, an aggregator's. One question serves all currencies of the shop, since the keyless limit is
 * shared by everybody behind an address. A currency that it does not know is left out of the answer without a word.
 *
 * <p>Source: protocol/exchange-tickers.md; docs.coingecko.com, Simple price and Errors and rate limits.
 */
final class CoinGeckoWire implements Wire {

    /** Its own cache lives this long. */
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(60), Duration.ofSeconds(1));

    private static final int RATE_LIMIT = 429;

    private final TreeSet<String> codes;

    /** Asks for all of the pairs at once. */
    CoinGeckoWire(Collection<CurrencyPair> pairs) {
        this.codes = pairs.stream().map(CoinGeckoWire::code).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public HttpUrl tickerUrl(HttpUrl root, CurrencyPair pair) {
        TreeSet<String> asked = new TreeSet<>(codes);
        asked.add(code(pair));
        return root.newBuilder()
                .addPathSegments("api/v3/simple/price")
                .addQueryParameter("ids", "bitcoin")
                .addEncodedQueryParameter("vs_currencies", String.join(",", asked))
                .addQueryParameter("include_last_updated_at", "true")
                .addQueryParameter("precision", "full")
                .build();
    }

    @Override
    public Opened open(int status, JsonNode root) {
        JsonNode error = root.path("status");
        String words = Wire.words(error.path("error_message"));
        if (error.path("error_code").isInt() && error.path("error_code").intValue() == RATE_LIMIT) {
            return new Opened.Complaint(Opened.Kind.SLOW_DOWN, words);
        }
        if (error.has("error_code") && status == 200) {
            return new Opened.Complaint(Opened.Kind.DOWN, words);
        }
        return Wire.byStatus(status, root, words);
    }

    @Override
    public Ticker ticker(JsonNode payload, String source, CurrencyPair pair, Instant receivedAt) {
        JsonNode bitcoin = payload.path("bitcoin");
        String field = "bitcoin." + code(pair);
        Instant asOf = WireTime.required(
                WireTime.seconds(bitcoin.path("last_updated_at")), receivedAt, "bitcoin.last_updated_at");
        return Ticker.index(source, pair, WireNumbers.required(bitcoin.path(code(pair)), field), asOf);
    }

    private static String code(CurrencyPair pair) {
        return pair.quote().code().toLowerCase(Locale.ROOT);
    }
}
