package io.tillgate.desk;

import java.time.Instant;
import java.util.UUID;

/**
 * A filter of the list of orders under a name.
 *
 * @param query the filter as it stands in the address of the list: {@code status=PAID&anomaly=OVERPAID}
 * @param owner who saved it
 */
public record SavedView(UUID id, String name, String query, String owner, Audience audience, Instant savedAt) {

    public static final int NAME_CHARS_MAX = 60;
    public static final int QUERY_CHARS_MAX = 2000;

    /** Who sees it. */
    public enum Audience {
        OWNER,
        EVERYBODY
    }
}
