package io.tillgate.servlet;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.failure.Problem;
import io.tillgate.rate.CurrencyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is common to answers about prices: how long one may keep them, and how to ask for news only. */
final class RateAnswers {

    /** A venue may tell of another price at any moment, so nobody keeps one for longer than this, however fresh it is. */
    static final int KEEP_SECONDS_MAX = 5;

    private static final String RETRY_AFTER_SECONDS = "10";

    /** By the seconds. Without the last word a cache may pass on an old price while we are down. */
    private static final List<String> CACHE_CONTROL = IntStream.rangeClosed(0, KEEP_SECONDS_MAX)
            .mapToObj(seconds -> "public, max-age=" + seconds + ", must-revalidate")
            .toList();

    private RateAnswers() {}

    /** An answer that one may keep for some seconds, or the news that what the client has is still true. */
    static Answer fresh(Ask ask, String etag, int keepSeconds, Supplier<JsonBytes> json) {
        Answer answer = ask.has(etag) ? Answer.empty(304) : Answer.of(200, json.get());
        return answer.with("ETag", etag, "Cache-Control", CACHE_CONTROL.get(keepSeconds));
    }

    /** How long the rate may be kept: until time alone changes it, a few seconds at most. */
    static int keepSeconds(RateText text, Instant now) {
        Duration left = Duration.between(now, text.rate().times().holdsUntil());
        return (int) Math.max(0, Math.min(KEEP_SECONDS_MAX, left.toSeconds()));
    }

    /** There is no price: says why, so that staff can act, and when to ask again. */
    static Answer none(JsonNode json) {
        return Json.answer(503, json).with("Retry-After", RETRY_AFTER_SECONDS).notStored();
    }

    static Answer unknownPair(List<CurrencyPair> pairs) {
        String known = pairs.stream().map(CurrencyPair::toString).collect(Collectors.joining(", "));
        return Faults.json(
                404,
                List.of(new Problem(
                        "pair",
                        "is not priced here",
                        known.isEmpty() ? "add currencies to the gateway" : "use one of " + known)));
    }
}
