package io.tillgate.servlet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.rate.RateAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is common to answers about prices: how long one may keep them, and how to ask for news only. */
final class RateAnswers {

    /** Nobody keeps a price longer than this, however fresh it is. */
    static final Duration KEEP_MAX = Duration.ofSeconds(5);

    private static final String RETRY_AFTER_SECONDS = "10";

    private RateAnswers() {}

    /**
     * A price that may be kept as long as the policy lets its oldest part live, a few seconds at most.
     *
     * @param rates all rates that the JSON tells of
     */
    static Answer fresh(Ask ask, ObjectNode json, List<RateAnswer.Rate> rates, Instant now) {
        String etag = etag(json);
        Answer answer = matches(ask.header("If-None-Match"), etag) ? Answer.empty(304) : Json.answer(200, json);
        return answer.with("ETag", etag).with("Cache-Control", "public, max-age=" + keepSeconds(rates, now));
    }

    static long keepSeconds(List<RateAnswer.Rate> rates, Instant now) {
        long seconds = KEEP_MAX.toSeconds();
        for (RateAnswer.Rate rate : rates) {
            Duration left = rate.policy().ageMax().minus(RateJson.age(rate, now));
            seconds = Math.max(0, Math.min(seconds, left.toSeconds()));
        }
        return seconds;
    }

    /** There is no price: says why, so that staff can act, and when to ask again. */
    static Answer none(ObjectNode json) {
        return Json.answer(503, json).with("Retry-After", RETRY_AFTER_SECONDS).notStored();
    }

    /** Weak, since the age in seconds grows while all the rest stays the same. */
    static String etag(ObjectNode json) {
        ObjectNode ageless = json.deepCopy();
        ageless.findParents("age_seconds").forEach(parent -> ((ObjectNode) parent).remove("age_seconds"));
        return "W/\"" + Assets.sha256(Json.bytes(ageless)).substring(0, 20) + "\"";
    }

    private static boolean matches(@Nullable String ifNoneMatch, String etag) {
        if (ifNoneMatch == null) {
            return false;
        }
        String opaque = etag.substring(2);
        for (String candidate : ifNoneMatch.split(",", -1)) {
            String tag = candidate.trim();
            if (tag.equals("*") || tag.equals(etag) || tag.equals(opaque)) {
                return true;
            }
        }
        return false;
    }
}
