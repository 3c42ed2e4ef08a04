package io.tillgate.internal.jdbc;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.reconcile.DailyClose;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of {@code daily_close} with their values and the last look at them. */
final class DailyCloseStore {

    private static final String SELECT = """
            SELECT c.processor, c.currency, c.day::text AS day, c.zone, c.starts_at, c.ends_at, c.opening_amount,
                   c.received_amount, c.reversed_amount, c.refunded_amount, c.fee_amount, c.booked_amount, c.closing_amount,
                   c.facts, c.facts_hash, c.previous_seal, c.seal, c.actor, c.closed_at, k.verdict, k.detail, k.checked_at
            FROM tillgate.daily_close c
            LEFT JOIN tillgate.close_check k USING (processor, currency, day)
            """;

    private static final Sql NEWEST = Sql.of(SELECT + """
            WHERE c.processor = :processor
              AND (:older_than::date IS NULL OR c.day < :older_than::date)
            ORDER BY c.day DESC, c.currency
            LIMIT :rows_max
            """);

    private static final Sql OF_DAY = Sql.of(SELECT + """
            WHERE c.processor = :processor
              AND c.day = :day::date
            ORDER BY c.currency
            """);

    private static final Sql VALUES = Sql.of("""
            SELECT currency, day::text AS day, price_currency, opening_value, received_value, reversed_value, refunded_value,
                   fee_value, booked_value, closing_value
            FROM tillgate.daily_close_value
            WHERE processor = :processor
              AND day BETWEEN :first::date AND :last::date
            ORDER BY day, currency, price_currency COLLATE "C"
            """);

    private static final Sql INSERT = Sql.of("""
            INSERT INTO tillgate.daily_close (
                processor, currency, day, zone, starts_at, ends_at, opening_amount, received_amount, reversed_amount,
                refunded_amount, fee_amount, booked_amount, closing_amount, facts, fact_hashes, facts_hash, previous_seal,
                seal, actor, closed_at)
            VALUES (
                :processor, :currency, :day::date, :zone, :starts_at, :ends_at, :opening, :received, :reversed, :refunded,
                :fees, :booked, :closing, :facts, :fact_hashes, :facts_hash, :previous_seal::bytea, :seal, :actor, :closed_at)
            """);

    private static final Sql INSERT_VALUE = Sql.of("""
            INSERT INTO tillgate.daily_close_value (
                processor, currency, day, price_currency, opening_value, received_value, reversed_value, refunded_value,
                fee_value, booked_value, closing_value)
            VALUES (
                :processor, :currency, :day::date, :price_currency, :opening, :received, :reversed, :refunded, :fees, :booked,
                :closing)
            """);

    private static final Sql CHECKED = Sql.of("""
            INSERT INTO tillgate.close_check (processor, currency, day, verdict, detail, checked_at)
            VALUES (:processor, :currency, :day::date, :verdict, :detail, :now)
            ON CONFLICT (processor, currency, day) DO UPDATE
                SET verdict = excluded.verdict,
                    detail = excluded.detail,
                    checked_at = excluded.checked_at
            """);

    private static final Sql KEPT = Sql.of("""
            SELECT fact_hashes, facts_hash
            FROM tillgate.daily_close
            WHERE processor = :processor
              AND currency = :currency
              AND day = :day::date
            """);

    private static final Sql DUE = Sql.of("""
            SELECT day::text AS day
            FROM tillgate.close_check
            WHERE processor = :processor
              AND checked_at < :before
            ORDER BY checked_at
            LIMIT 1
            """);

    private DailyCloseStore() {}

    /** What a seal covers of the facts. A class, since records and arrays disagree about equality. */
    static final class Kept {
        final byte[] kept;
        final byte[] factsHash;

        Kept(byte[] kept, byte[] factsHash) {
            this.kept = kept;
            this.factsHash = factsHash;
        }
    }

    static List<DailyClose> newest(Connection connection, String processor, @Nullable LocalDate olderThan, int rowsMax)
            throws SQLException {
        return withValues(
                connection,
                processor,
                NEWEST.on(connection)
                        .set("processor", processor)
                        .set("older_than", olderThan == null ? null : olderThan.toString())
                        .set("rows_max", rowsMax)
                        .rows(DailyCloseStore::map));
    }

    static List<DailyClose> ofDay(Connection connection, String processor, LocalDate day) throws SQLException {
        return withValues(
                connection,
                processor,
                OF_DAY.on(connection)
                        .set("processor", processor)
                        .set("day", day.toString())
                        .rows(DailyCloseStore::map));
    }

    static void insert(Connection connection, DailyClose close, Kept facts) throws SQLException {
        sums(INSERT.on(connection), close, close.coins())
                .set("zone", close.zone().getId())
                .set("starts_at", close.startsAt())
                .set("ends_at", close.endsAt())
                .set("facts", close.facts())
                .set("fact_hashes", facts.kept)
                .set("facts_hash", facts.factsHash)
                .set("previous_seal", bytes(close.previousSeal()))
                .set("seal", bytes(close.seal()))
                .set("actor", close.actor())
                .set("closed_at", close.closedAt())
                .updateExactly(1);
        for (DailyClose.Sums value : close.values()) {
            sums(INSERT_VALUE.on(connection), close, value)
                    .set("price_currency", value.opening().currency().code())
                    .updateExactly(1);
        }
        checked(connection, close, close.check());
    }

    static void checked(Connection connection, DailyClose close, DailyClose.Check check) throws SQLException {
        CHECKED.on(connection)
                .set("processor", close.processor())
                .set("currency", close.coins().opening().currency().code())
                .set("day", close.day().toString())
                .set("verdict", check.verdict())
                .set("detail", check.detail())
                .set("now", check.at())
                .updateExactly(1);
    }

    static Kept kept(Connection connection, DailyClose close) throws SQLException {
        return KEPT.on(connection)
                .set("processor", close.processor())
                .set("currency", close.coins().opening().currency().code())
                .set("day", close.day().toString())
                .first(row -> new Kept(row.bytes("fact_hashes"), row.bytes("facts_hash")))
                .orElseThrow(() -> new SQLException("the close of " + close.day() + " is gone"));
    }

    /** The day that was not looked at for the longest time, if that is long enough. */
    static Optional<LocalDate> dueForCheck(Connection connection, String processor, Instant before)
            throws SQLException {
        return DUE.on(connection)
                .set("processor", processor)
                .set("before", before)
                .first(row -> LocalDate.parse(row.text("day")));
    }

    private static Sql.Call sums(Sql.Call call, DailyClose close, DailyClose.Sums sums) {
        return call.set("processor", close.processor())
                .set("currency", close.coins().opening().currency().code())
                .set("day", close.day().toString())
                .set("opening", sums.opening().minorUnits())
                .set("received", sums.received().minorUnits())
                .set("reversed", sums.reversed().minorUnits())
                .set("refunded", sums.refunded().minorUnits())
                .set("fees", sums.fees().minorUnits())
                .set("booked", sums.booked().minorUnits())
                .set("closing", sums.closing().minorUnits());
    }

    private static List<DailyClose> withValues(Connection connection, String processor, List<DailyClose> closes)
            throws SQLException {
        if (closes.isEmpty()) {
            return closes;
        }
        Map<String, List<DailyClose.Sums>> values = new HashMap<>();
        LocalDate first =
                closes.stream().map(DailyClose::day).min(LocalDate::compareTo).orElseThrow();
        LocalDate last =
                closes.stream().map(DailyClose::day).max(LocalDate::compareTo).orElseThrow();
        VALUES.on(connection)
                .set("processor", processor)
                .set("first", first.toString())
                .set("last", last.toString())
                .rows(row -> values.computeIfAbsent(row.text("day") + row.text("currency"), key -> new ArrayList<>())
                        .add(sums(row, Currency.of(row.text("price_currency")), "_value")));
        return closes.stream()
                .map(close -> with(
                        close,
                        values.getOrDefault(
                                close.day() + close.coins().opening().currency().code(), List.of())))
                .toList();
    }

    private static DailyClose with(DailyClose close, List<DailyClose.Sums> values) {
        return new DailyClose(
                close.processor(),
                close.day(),
                close.zone(),
                close.startsAt(),
                close.endsAt(),
                close.coins(),
                values,
                close.facts(),
                close.previousSeal(),
                close.seal(),
                close.actor(),
                close.closedAt(),
                close.check());
    }

    private static DailyClose map(Sql.Row row) throws SQLException {
        byte[] previous = row.bytesOrNull("previous_seal");
        String verdict = row.textOrNull("verdict");
        DailyClose.Check check = verdict == null
                ? new DailyClose.Check(DailyClose.Verdict.BROKEN, "nothing is known of its last check", Instant.EPOCH)
                : new DailyClose.Check(
                        DailyClose.Verdict.valueOf(verdict), row.text("detail"), row.instant("checked_at"));
        return new DailyClose(
                row.text("processor"),
                LocalDate.parse(row.text("day")),
                ZoneId.of(row.text("zone")),
                row.instant("starts_at"),
                row.instant("ends_at"),
                sums(row, Currency.of(row.text("currency")), "_amount"),
                List.of(),
                row.smallNumber("facts"),
                previous == null ? null : HexFormat.of().formatHex(previous),
                HexFormat.of().formatHex(row.bytes("seal")),
                row.text("actor"),
                row.instant("closed_at"),
                check);
    }

    private static DailyClose.Sums sums(Sql.Row row, Currency currency, String suffix) throws SQLException {
        return new DailyClose.Sums(
                new Money(currency, row.number("opening" + suffix)),
                new Money(currency, row.number("received" + suffix)),
                new Money(currency, row.number("reversed" + suffix)),
                new Money(currency, row.number("refunded" + suffix)),
                new Money(currency, row.number("fee" + suffix)),
                new Money(currency, row.number("booked" + suffix)),
                new Money(currency, row.number("closing" + suffix)));
    }

    private static byte @Nullable [] bytes(@Nullable String hex) {
        return hex == null ? null : HexFormat.of().parseHex(hex);
    }
}
