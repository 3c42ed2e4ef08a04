package io.tillgate.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** Rows of {@code lease}: which node does what one node does for all. The clock is that of Postgres, one for all nodes. */
public final class LeaseStore {

    /** Whoever holds a lease keeps it; a lease that ended goes to the first who asks. Sorted, so that nobody deadlocks. */
    private static final Sql TAKE = Sql.of("""
            INSERT INTO tillgate.lease AS known (name, holder, leased_until)
            SELECT wanted.name, :holder, clock_timestamp() + :length::interval
            FROM unnest(:names::text[]) AS wanted (name)
            WHERE NOT EXISTS (
                SELECT 1
                FROM tillgate.lease other
                WHERE other.name = wanted.name
                  AND other.holder <> :holder
                  AND other.leased_until > clock_timestamp())
            ORDER BY wanted.name
            ON CONFLICT (name) DO UPDATE
               SET holder = excluded.holder,
                   leased_until = excluded.leased_until
             WHERE known.holder = excluded.holder
                OR known.leased_until <= clock_timestamp()
            RETURNING name
            """);

    private static final Sql RELEASE = Sql.of("""
            DELETE FROM tillgate.lease
            WHERE holder = :holder
            """);

    private LeaseStore() {}

    /** Takes or renews what no other node holds; gives what is now this node's for so long. */
    public static Set<String> take(Connection connection, Collection<String> names, UUID holder, Duration length)
            throws SQLException {
        return Set.copyOf(TAKE.on(connection)
                .setArray("names", "text", names.toArray())
                .set("holder", holder)
                .set("length", length.toMillis() + " milliseconds")
                .rows(row -> row.text("name")));
    }

    /** Gives up all that a node holds, so that another goes on at once. */
    public static int release(Connection connection, UUID holder) throws SQLException {
        return RELEASE.on(connection).set("holder", holder).update();
    }
}
