package io.tillgate.internal.ticker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.internal.http.WireText;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.Ticker;
import java.time.Duration;
import java.time.Instant;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * What one venue's HTTP API looks like: where to ask, how often, and how to read what comes back. Pure; the asking is
 * done by {@link VenueClient}. The methods that read throw {@link IllegalArgumentException} with the field and its fault
 * when there is nothing sane to read.
 */
interface Wire {

    /** How much of a venue's words a reason carries, in characters. */
    int WORDS_CHARS_MAX = 200;

    Limits limits();

    /** Where to ask for the ticker of a pair; null when it is known that there is no such market. */
    @Nullable HttpUrl tickerUrl(HttpUrl root, CurrencyPair pair);

    /** Why there is no market, where the pair alone tells. */
    default String noMarketReason(CurrencyPair pair) {
        return "has no " + pair + " market";
    }

    /** Whether the HTTP status says nothing: the envelope tells of failure and success. */
    default Statuses statuses() {
        return Statuses.MATTER;
    }

    /** Finds the venue's own complaint in its JSON, which may come with any status, 200 included. */
    Opened open(int status, JsonNode root);

    Ticker ticker(JsonNode payload, String source, CurrencyPair pair, Instant receivedAt);

    /** What an HTTP status means. */
    enum Statuses {
        MATTER,
        MEAN_NOTHING
    }

    /**
     * How often a venue may be asked.
     *
     * @param ticker between two questions for the ticker of the same pair
     * @param gap between any two questions
     */
    record Limits(Duration ticker, Duration gap) {}

    /** The venue's words at a place of its JSON, made fit for a reason. */
    static String words(JsonNode text) {
        String words = text.textValue();
        return words == null ? "" : WireText.shorten(words, WORDS_CHARS_MAX);
    }

    /** The payload, unless the status says otherwise. */
    static Opened byStatus(int status, JsonNode root, String words) {
        if (status == 200) {
            return new Opened.Payload(root);
        }
        return new Opened.Complaint(status == 404 ? Opened.Kind.NO_SUCH_MARKET : Opened.Kind.DOWN, words);
    }
}
