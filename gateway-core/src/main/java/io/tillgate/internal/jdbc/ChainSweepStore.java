package io.tillgate.internal.jdbc;

import io.tillgate.internal.jdbc.ChainPaymentStore.Outpoint;
import io.tillgate.order.OrderId;
import io.tillgate.processor.ProcessorId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of {@code chain_sweep}: vouchers on their way to an order. Stored before they are broadcast. */
public final class ChainSweepStore {

    /**
     * A signed transaction that moves a coin to an order.
     *
     * @param refusal why the node does not take it, for ever; null while it may
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Sweep(
            Outpoint coin,
            OrderId order,
            String txid,
            byte[] raw,
            long satoshi,
            @Nullable Instant broadcastAt,
            @Nullable String refusal) {}

    private static final String COLUMNS = """
            encode(coin_txid, 'hex') AS coin_txid, coin_vout, order_id, encode(txid, 'hex') AS txid, raw, amount,
            broadcast_at, refusal
            """;

    private static final Sql INSERT = Sql.of("""
            INSERT INTO tillgate.chain_sweep (
                coin_txid, coin_vout, processor, order_id, txid, raw, amount, created_at)
            VALUES (
                decode(:coin_txid, 'hex'), :coin_vout, :processor, :order_id, decode(:txid, 'hex'), :raw, :amount, :now)
            ON CONFLICT (coin_txid, coin_vout) DO NOTHING
            """);

    private static final Sql FIND = Sql.of("SELECT " + COLUMNS + """
            FROM tillgate.chain_sweep
            WHERE coin_txid = decode(:coin_txid, 'hex')
              AND coin_vout = :coin_vout
            """);

    private static final Sql OF_ORDER = Sql.of("SELECT " + COLUMNS + """
            FROM tillgate.chain_sweep
            WHERE order_id = :order_id
            ORDER BY created_at
            """);

    private static final Sql TO_BROADCAST = Sql.of("SELECT " + COLUMNS + """
            FROM tillgate.chain_sweep
            WHERE processor = :processor
              AND broadcast_at IS NULL
              AND refusal IS NULL
            ORDER BY created_at
            LIMIT :sweeps_max
            """);

    private static final Sql ANSWERED = Sql.of("""
            UPDATE tillgate.chain_sweep
            SET broadcast_at = :broadcast_at,
                refusal = :refusal
            WHERE coin_txid = decode(:coin_txid, 'hex')
              AND coin_vout = :coin_vout
            """);

    private ChainSweepStore() {}

    /** Stores a sweep, unless the coin has one; gives the one that counts. */
    public static Sweep insert(Connection connection, ProcessorId processor, Sweep sweep, Instant now)
            throws SQLException {
        INSERT.on(connection)
                .set("coin_txid", sweep.coin().txid())
                .set("coin_vout", sweep.coin().vout())
                .set("processor", processor.value())
                .set("order_id", sweep.order().value())
                .set("txid", sweep.txid())
                .set("raw", sweep.raw())
                .set("amount", sweep.satoshi())
                .set("now", now)
                .update();
        return find(connection, sweep.coin()).orElseThrow();
    }

    public static Optional<Sweep> find(Connection connection, Outpoint coin) throws SQLException {
        return FIND.on(connection)
                .set("coin_txid", coin.txid())
                .set("coin_vout", coin.vout())
                .first(ChainSweepStore::map);
    }

    public static List<Sweep> ofOrder(Connection connection, OrderId order) throws SQLException {
        return OF_ORDER.on(connection).set("order_id", order.value()).rows(ChainSweepStore::map);
    }

    /** Sweeps that the node has not taken yet, the oldest first. */
    public static List<Sweep> toBroadcast(Connection connection, ProcessorId processor, int sweepsMax)
            throws SQLException {
        return TO_BROADCAST
                .on(connection)
                .set("processor", processor.value())
                .set("sweeps_max", sweepsMax)
                .rows(ChainSweepStore::map);
    }

    /** Notes that the node took a sweep, or why it never will. */
    public static void answered(
            Connection connection, Outpoint coin, @Nullable Instant broadcastAt, @Nullable String refusal)
            throws SQLException {
        ANSWERED.on(connection)
                .set("coin_txid", coin.txid())
                .set("coin_vout", coin.vout())
                .set("broadcast_at", broadcastAt)
                .set("refusal", refusal)
                .updateExactly(1);
    }

    private static Sweep map(Sql.Row row) throws SQLException {
        return new Sweep(
                new Outpoint(row.text("coin_txid"), row.smallNumber("coin_vout")),
                new OrderId(row.uuid("order_id")),
                row.text("txid"),
                row.bytes("raw"),
                row.number("amount"),
                row.instantOrNull("broadcast_at"),
                row.textOrNull("refusal"));
    }
}
