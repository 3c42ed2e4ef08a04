package io.tillgate.servlet;

import io.tillgate.rate.RateAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** A rate as JSON, written once for as long as the rate is the same: all that changes meanwhile is its age. */
final class RateText {

    private static final byte[] AGE = ",\"age_seconds\":".getBytes(StandardCharsets.US_ASCII);

    private final RateAnswer.Rate rate;
    private final byte[] untilAge;
    private final byte[] briefUntilAge;
    private final String etag;

    RateText(RateAnswer.Rate rate) {
        this.rate = rate;
        byte[] ageless = Json.bytes(RateJson.rate(rate));
        this.untilAge = untilAge(ageless);
        this.briefUntilAge = untilAge(Json.bytes(RateJson.brief(rate)));
        this.etag = etag(ageless);
    }

    RateAnswer.Rate rate() {
        return rate;
    }

    /** Whether it is the very same: an equal one costs more to find out than to write. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(RateAnswer.Rate other) {
        return rate == other;
    }

    /** Weak, since the age in seconds grows while all the rest stays the same. */
    String etag() {
        return etag;
    }

    /** With all the evidence. */
    JsonBytes addTo(JsonBytes json, Instant now) {
        return json.add(untilAge).add(age(now).toSeconds()).add("}");
    }

    /** What a page needs to show a price, and no more: thousands of pages are told at once. */
    JsonBytes addBriefTo(JsonBytes json, Instant now) {
        return json.add(briefUntilAge).add(age(now).toSeconds()).add("}");
    }

    /** Whether a page that shows the other one shows this one. */
    boolean looksLike(RateText other) {
        return Arrays.equals(briefUntilAge, other.briefUntilAge);
    }

    int expectedBytes() {
        return untilAge.length + 20;
    }

    /** A venue's clock may be ahead of ours: nothing is younger than now. */
    Duration age(Instant now) {
        Duration age = Duration.between(rate.asOf(), now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    static String etag(byte[] content) {
        return "W/\"" + Assets.sha256(content).substring(0, 20) + "\"";
    }

    /** The JSON of an object up to the value of one more field. */
    private static byte[] untilAge(byte[] object) {
        byte[] text = Arrays.copyOf(object, object.length - 1 + AGE.length);
        System.arraycopy(AGE, 0, text, object.length - 1, AGE.length);
        return text;
    }
}
