package io.tillgate.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows of {@code booking}, append-only: what people put into the books, and what corrects a sealed day. */
final class BookingStore {

    /** What a booking is. */
    enum Kind {
        /** A person put it into the books. */
        ADJUSTMENT,
        /** A sealed day's facts are not what was sealed. */
        CORRECTION
    }

    private static final Sql INSERT = Sql.of("""
            INSERT INTO tillgate.booking (
                processor, currency, kind, amount, price_currency, price_value, at, discrepancy_id, of_day, facts_hash, actor,
                reason, recorded_at)
            VALUES (
                :processor, :currency, :kind, :amount, :price_currency, :price_value::bigint, :at, :discrepancy::bigint,
                :of_day::date, :facts_hash::bytea, :actor, :reason, :now)
            """);

    private static final Sql CORRECTIONS = Sql.of("""
            SELECT amount, price_currency, price_value, facts_hash
            FROM tillgate.booking
            WHERE processor = :processor
              AND currency = :currency
              AND of_day = :day::date
            ORDER BY id
            """);

    private BookingStore() {}

    /** Who books what, when and why. */
    record Act(String processor, String currency, Instant at, String actor, String reason, Instant now) {}

    /** What the corrections of a day add up to. */
    static final class Corrected {
        private long coins;
        private final Map<String, Long> values = new TreeMap<>();
        private byte @Nullable [] factsHash;

        long coins() {
            return coins;
        }

        long value(String priceCurrency) {
            return values.getOrDefault(priceCurrency, 0L);
        }

        Map<String, Long> values() {
            return values;
        }

        /** Of the facts that the last correction found. */
        Optional<byte[]> factsHash() {
            return Optional.ofNullable(factsHash);
        }
    }

    static void adjust(Connection connection, Act act, long amount, long discrepancy) throws SQLException {
        insert(connection, act, Kind.ADJUSTMENT, amount)
                .set("price_currency", null)
                .set("price_value", null)
                .set("discrepancy", discrepancy)
                .set("of_day", null)
                .set("facts_hash", null)
                .updateExactly(1);
    }

    /** One booking for the coins, and one for each currency in which the value changed. */
    static void correct(
            Connection connection, Act act, LocalDate day, byte[] factsHash, long coins, Map<String, Long> values)
            throws SQLException {
        correction(insert(connection, act, Kind.CORRECTION, coins), day, factsHash)
                .set("price_currency", null)
                .set("price_value", null)
                .updateExactly(1);
        for (Map.Entry<String, Long> value : values.entrySet()) {
            correction(insert(connection, act, Kind.CORRECTION, 0), day, factsHash)
                    .set("price_currency", value.getKey())
                    .set("price_value", value.getValue())
                    .updateExactly(1);
        }
    }

    static Corrected corrections(Connection connection, String processor, String currency, LocalDate day)
            throws SQLException {
        Corrected corrected = new Corrected();
        List<Sql.Row> none = CORRECTIONS
                .on(connection)
                .set("processor", processor)
                .set("currency", currency)
                .set("day", day.toString())
                .rows(row -> {
                    corrected.coins = Math.addExact(corrected.coins, row.number("amount"));
                    corrected.factsHash = row.bytes("facts_hash");
                    String priced = row.textOrNull("price_currency");
                    if (priced != null) {
                        corrected.values.merge(priced, row.number("price_value"), Math::addExact);
                    }
                    return row;
                });
        return none.isEmpty() ? new Corrected() : corrected;
    }

    private static Sql.Call correction(Sql.Call call, LocalDate day, byte[] factsHash) {
        return call.set("discrepancy", null).set("of_day", day.toString()).set("facts_hash", factsHash);
    }

    private static Sql.Call insert(Connection connection, Act act, Kind kind, long amount) {
        return INSERT.on(connection)
                .set("processor", act.processor())
                .set("currency", act.currency())
                .set("kind", kind)
                .set("amount", amount)
                .set("at", act.at())
                .set("actor", act.actor())
                .set("reason", act.reason())
                .set("now", act.now());
    }
}
