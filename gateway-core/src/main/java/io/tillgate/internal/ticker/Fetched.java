package io.tillgate.internal.ticker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** What asking a venue gave, before anybody looked for a price in it. */
sealed interface Fetched {

    /** The payload of an answer. */
    record Payload(JsonNode json, Instant receivedAt) implements Fetched {}

    /**
     * No payload.
     *
     * @param reason a sentence for staff, starting with a verb in lower case; never a body
     */
    record Fault(Kind kind, String reason) implements Fetched {}

    /** When to ask again. */
    enum Kind {
        /** After the polite interval. */
        TRANSIENT,
        /** Much later: markets are not opened every day. */
        NO_SUCH_MARKET,
        /** The venue was not asked at all. */
        NOT_ASKED
    }
}
