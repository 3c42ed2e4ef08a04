package io.tillgate.internal.ticker;

import com.fasterxml.jackson.databind.JsonNode;

/** A venue's JSON, taken out of its envelope. */
sealed interface Opened {

    /** What was asked for, or at least no complaint. */
    record Payload(JsonNode json) implements Opened {}

    /**
     * The venue says that it does not answer the question.
     *
     * @param words the venue's own, shortened; empty when there are none
     */
    record Complaint(Kind kind, String words) implements Opened {}

    /**
     * JSON of some other kind.
     *
     * @param reason what it is, starting with a verb in lower case
     */
    record Unusable(String reason) implements Opened {}

    /** What a complaint means for the next question. */
    enum Kind {
        /** It works, and does not know this pair. */
        NO_SUCH_MARKET,
        /** It works, and refuses this question. */
        REFUSED,
        /** We ask too often. */
        SLOW_DOWN,
        /** It does not work. */
        DOWN
    }
}
