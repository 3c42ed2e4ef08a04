package io.tillgate.internal.jdbc;

import io.tillgate.processor.ProcessorId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of {@code processor_watch}: whether a processor's hints reach us, and when its invoices are swept. */
public final class ProcessorWatchStore {

    /**
     * How well a processor is heard.
     *
     * @param lastHintAt when its last hint came; null when none ever did
     * @param foundByAsking how often news came by asking alone since then
     */
    public record Hearing(@Nullable Instant lastHintAt, long foundByAsking) {}

    private static final Sql HEARD = Sql.of("""
            UPDATE tillgate.processor_watch
            SET found_by_asking = 0
            WHERE processor = :processor
              AND found_by_asking > 0
            """);

    private static final Sql FOUND = Sql.of("""
            INSERT INTO tillgate.processor_watch (processor, next_sweep_at, found_by_asking, found_last_at)
            VALUES (:processor, :now, 1, :now)
            ON CONFLICT (processor) DO UPDATE
            SET found_by_asking = processor_watch.found_by_asking + 1,
                found_last_at = :now
            """);

    private static final Sql CLAIM_SWEEP = Sql.of("""
            INSERT INTO tillgate.processor_watch (processor, next_sweep_at)
            VALUES (:processor, :next_sweep_at)
            ON CONFLICT (processor) DO UPDATE
            SET next_sweep_at = :next_sweep_at
            WHERE processor_watch.next_sweep_at <= :now
            """);

    private static final Sql HEARING = Sql.of("""
            SELECT (SELECT max(received_at)
                    FROM tillgate.notification
                    WHERE processor = :processor
                      AND outcome = 'HINT') AS last_hint_at,
                coalesce(
                    (SELECT found_by_asking FROM tillgate.processor_watch WHERE processor = :processor), 0) AS found
            """);

    /** Of the latest ones of all processors only: there is no index for it, and what is older is no news. */
    private static final Sql LAST_NOTIFICATION = Sql.of("""
            SELECT max(received_at) AS last_at
            FROM (SELECT processor, received_at, outcome
                  FROM tillgate.notification
                  ORDER BY id DESC
                  LIMIT :latest) AS latest
            WHERE processor = :processor
              AND outcome <> 'REFUSED'
            """);

    private static final int LATEST_NOTIFICATIONS = 1000;

    private ProcessorWatchStore() {}

    /** Notes that a hint came. Costs a look into the index and nothing else, unless something was found before. */
    public static void heard(Connection connection, ProcessorId processor) throws SQLException {
        HEARD.on(connection).set("processor", processor.value()).update();
    }

    /** Notes that something was found by asking of which no hint had told. */
    public static void found(Connection connection, ProcessorId processor, Instant now) throws SQLException {
        FOUND.on(connection).set("processor", processor.value()).set("now", now).updateExactly(1);
    }

    /** Takes the next sweep of a processor; false when it is not due, or another node took it. */
    public static boolean claimSweep(Connection connection, ProcessorId processor, Instant now, Instant nextSweep)
            throws SQLException {
        return CLAIM_SWEEP
                        .on(connection)
                        .set("processor", processor.value())
                        .set("now", now)
                        .set("next_sweep_at", nextSweep)
                        .update()
                == 1;
    }

    /** When a processor's last notification came whose signature was good; null when none of the latest ones is its. */
    public static @Nullable Instant lastNotification(Connection connection, ProcessorId processor) throws SQLException {
        List<Optional<Instant>> last = LAST_NOTIFICATION
                .on(connection)
                .set("latest", LATEST_NOTIFICATIONS)
                .set("processor", processor.value())
                .rows(row -> Optional.ofNullable(row.instantOrNull("last_at")));
        return last.get(0).orElse(null);
    }

    public static Hearing hearing(Connection connection, ProcessorId processor) throws SQLException {
        return HEARING.on(connection)
                .set("processor", processor.value())
                .first(row -> new Hearing(row.instantOrNull("last_hint_at"), row.number("found")))
                .orElseThrow();
    }
}
