package io.tillgate.internal.jdbc;

import io.tillgate.processor.ProcessorId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Notifications that were not believed. */
public final class RefusalStore {

    /** More than so many are told as so many. */
    public static final int COUNTED_MAX = 1000;

    /**
     * What was refused of one processor.
     *
     * @param times at most {@link #COUNTED_MAX}
     * @param reason why the last one was
     */
    public record Burst(ProcessorId processor, long times, Instant first, Instant last, String reason) {}

    private static final Sql SINCE = Sql.of("""
            SELECT processor, count(*) AS times, min(received_at) AS first_at, max(received_at) AS last_at,
                (array_agg(detail ORDER BY received_at DESC))[1] AS reason
            FROM (
                SELECT processor, received_at, detail
                FROM tillgate.notification
                WHERE outcome = 'REFUSED'
                  AND received_at > :since
                ORDER BY received_at DESC
                LIMIT :counted_max) AS refused
            GROUP BY processor
            HAVING count(*) >= :times_min
            ORDER BY processor
            """);

    private RefusalStore() {}

    /** The processors of which at least so many were refused since then. */
    public static List<Burst> bursts(Connection connection, Instant since, int timesMin) throws SQLException {
        return SINCE.on(connection)
                .set("since", since)
                .set("counted_max", COUNTED_MAX)
                .set("times_min", timesMin)
                .rows(row -> new Burst(
                        new ProcessorId(row.text("processor")),
                        row.number("times"),
                        row.instant("first_at"),
                        row.instant("last_at"),
                        Objects.requireNonNullElse(row.textOrNull("reason"), "no reason was kept")));
    }
}
