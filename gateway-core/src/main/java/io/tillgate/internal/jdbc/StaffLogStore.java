package io.tillgate.internal.jdbc;

import io.tillgate.desk.ActKind;
import io.tillgate.desk.StaffAct;
import io.tillgate.desk.StaffLogEntry;
import io.tillgate.desk.StaffLogFilter;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code staff_log}, append-only: who did what, and why. */
public final class StaffLogStore {

    /**
     * An entry to be written.
     *
     * @param request of the form that asked for it; never used twice
     * @param subject what else it concerned, besides the order
     * @param amount what it decided about
     */
    public record NewEntry(
            UUID request,
            String actor,
            ActKind kind,
            @Nullable OrderId order,
            @Nullable String subject,
            @Nullable Money amount,
            String reason,
            String outcome) {

        /** What a person asked for with a form. */
        public static NewEntry of(StaffAct by, ActKind kind, String outcome) {
            return new NewEntry(by.request(), by.actor(), kind, null, null, null, by.reason(), outcome);
        }

        public NewEntry on(@Nullable OrderId value) {
            return new NewEntry(request, actor, kind, value, subject, amount, reason, outcome);
        }

        public NewEntry about(@Nullable String value) {
            return new NewEntry(request, actor, kind, order, value, amount, reason, outcome);
        }

        public NewEntry of(Money value) {
            return new NewEntry(request, actor, kind, order, subject, value.isZero() ? null : value, reason, outcome);
        }
    }

    private static final String COLUMNS = """
            id, at, actor, kind, order_id, subject, currency, amount, reason, outcome
            """;

    /** Two requests of one form wait for each other; the lock ends with the transaction. */
    private static final Sql LOCK_REQUEST = Sql.of("""
            SELECT pg_advisory_xact_lock(hashtextextended('tillgate.staff.' || :request, 0)) IS NULL AS locked
            """);

    private static final Sql BY_REQUEST = Sql.of("SELECT " + COLUMNS + """
            FROM tillgate.staff_log
            WHERE request = :request
            """);

    private static final Sql INSERT = Sql.of("""
            INSERT INTO tillgate.staff_log (
                request, at, actor, person, kind, order_id, subject, currency, amount, reason, outcome)
            VALUES (
                :request, :now, :actor, :person, :kind, :order_id, :subject, :currency, :amount, :reason, :outcome)
            """);

    private static final Sql ENTERED_SINCE = Sql.of("""
            SELECT id
            FROM tillgate.staff_log
            WHERE kind = 'ENTER'
              AND person = :person
              AND at > :since
            LIMIT 1
            """);

    /** Conditions are left out of the plan when their parameter is null, since the planner sees constants. */
    private static final Sql LIST = Sql.of("SELECT " + COLUMNS + """
            FROM tillgate.staff_log
            WHERE (:person::text IS NULL OR person = :person)
              AND (:order_id::uuid IS NULL OR order_id = :order_id)
              AND (:kind::text IS NULL OR kind = :kind)
              AND (:older_than::bigint IS NULL OR id < :older_than)
            ORDER BY id DESC
            LIMIT :entries_max
            """);

    private StaffLogStore() {}

    /** Waits for whoever works on the same form, and gives what came of it; empty when this is the first time. */
    public static Optional<StaffLogEntry> once(Connection connection, UUID request) throws SQLException {
        LOCK_REQUEST.on(connection).set("request", request.toString()).first(row -> row.text("locked"));
        return BY_REQUEST.on(connection).set("request", request).first(StaffLogStore::map);
    }

    public static void append(Connection connection, NewEntry entry, Instant now) throws SQLException {
        Money amount = entry.amount();
        OrderId order = entry.order();
        INSERT.on(connection)
                .set("request", entry.request())
                .set("now", now)
                .set("actor", entry.actor())
                .set("person", StaffAct.person(entry.actor()))
                .set("kind", entry.kind())
                .set("order_id", order == null ? null : order.value())
                .set("subject", entry.subject())
                .set("currency", amount == null ? null : amount.currency().code())
                .set("amount", amount == null ? null : amount.minorUnits())
                .set("reason", entry.reason())
                .set("outcome", entry.outcome())
                .updateExactly(1);
    }

    /** Whether a person opened the pages for staff after a moment. */
    public static boolean enteredSince(Connection connection, String person, Instant since) throws SQLException {
        LOCK_REQUEST.on(connection).set("request", "enter." + person).first(row -> row.text("locked"));
        return ENTERED_SINCE
                .on(connection)
                .set("person", person)
                .set("since", since)
                .first(row -> row.number("id"))
                .isPresent();
    }

    public static List<StaffLogEntry> list(Connection connection, StaffLogFilter filter, int entriesMax)
            throws SQLException {
        String actor = filter.actor();
        OrderId order = filter.order();
        return LIST.on(connection)
                .set("person", actor == null ? null : StaffAct.person(actor))
                .set("order_id", order == null ? null : order.value())
                .set("kind", filter.kind())
                .set("older_than", filter.olderThan())
                .set("entries_max", entriesMax)
                .rows(StaffLogStore::map);
    }

    private static StaffLogEntry map(Sql.Row row) throws SQLException {
        UUID order = row.uuidOrNull("order_id");
        String currency = row.textOrNull("currency");
        return new StaffLogEntry(
                row.number("id"),
                row.instant("at"),
                row.text("actor"),
                row.constant("kind", ActKind.class),
                order == null ? null : new OrderId(order),
                row.textOrNull("subject"),
                currency == null ? null : new Money(Currency.of(currency), row.number("amount")),
                row.text("reason"),
                row.text("outcome"));
    }
}
