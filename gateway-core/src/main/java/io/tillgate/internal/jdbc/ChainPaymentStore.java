package io.tillgate.internal.jdbc;

import io.tillgate.order.OrderId;
import io.tillgate.order.PaymentState;
import io.tillgate.processor.ProcessorId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of {@code chain_payment}: each output that paid to an address of ours, and what its order was told of it. */
public final class ChainPaymentStore {

    /** Names an output: the hash of its transaction, as the node writes it, and its place in there. */
    public record Outpoint(String txid, int vout) {}

    /**
     * An output of a block or of the mempool that pays an order.
     *
     * @param height of its block; null in the mempool
     * @param spends the outputs that its transaction spends, 36 bytes each
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Sighting(
            Outpoint outpoint,
            ChainAddressStore.Owner owner,
            long satoshi,
            @Nullable Integer height,
            boolean replaceable,
            byte[] spends,
            Instant seenAt) {}

    /**
     * A payment as it is known.
     *
     * @param told the state that its order was told last; null when nothing yet
     */
    public record Known(
            Outpoint outpoint,
            OrderId order,
            long satoshi,
            ChainPlace place,
            @Nullable Integer height,
            int confirmationsNeeded,
            @Nullable PaymentState told,
            boolean replaceable,
            Instant seenAt) {}

    /** A payment that waits for a block. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Waiting(
            Outpoint outpoint, byte[] spends, @Nullable Instant missingSince) {}

    private static final String COLUMNS = """
            encode(txid, 'hex') AS txid, vout, order_id, amount, place, height, confirmations_needed, told, replaceable,
            seen_at
            """;

    /**
     * What is in a block is in the mempool no more; so a sighting there, which may be older than the block, changes nothing
     * about it. The first time that it was seen stays.
     */
    private static final Sql UPSERT = Sql.of("""
            INSERT INTO tillgate.chain_payment AS known (
                processor, txid, vout, order_id, amount, place, height, confirmations_needed, replaceable, spends, seen_at)
            SELECT :processor, decode(new.txid, 'hex'), new.vout, new.order_id, new.amount,
                   CASE WHEN new.height IS NULL THEN 'MEMPOOL' ELSE 'BLOCK' END, new.height, new.needed,
                   new.replaceable = 1, new.spends, new.seen_at
            FROM unnest(
                :txids::text[], :vouts::integer[], :order_ids::uuid[], :amounts::bigint[], :heights::integer[],
                :needed::integer[], :replaceable::integer[], :spends::bytea[], :seen_at::timestamptz[])
              AS new (txid, vout, order_id, amount, height, needed, replaceable, spends, seen_at)
            ON CONFLICT (processor, txid, vout) DO UPDATE
               SET place = excluded.place,
                   height = excluded.height,
                   missing_since = NULL
             WHERE known.place <> 'BLOCK' OR excluded.place = 'BLOCK'
            """);

    /** Out of their blocks: they wait again, until a block or their absence from the mempool tells more. */
    private static final Sql DISCONNECT = Sql.of("""
            UPDATE tillgate.chain_payment
            SET place = 'MEMPOOL',
                height = NULL
            WHERE processor = :processor
              AND place = 'BLOCK'
              AND height > :fork_height
            RETURNING encode(txid, 'hex') AS txid, vout
            """);

    private static final Sql SETTLEABLE = Sql.of("""
            SELECT encode(txid, 'hex') AS txid, vout
            FROM tillgate.chain_payment
            WHERE processor = :processor
              AND told = 'PENDING'
              AND height <= :height + 1 - greatest(confirmations_needed, 1)
            ORDER BY height
            LIMIT :payments_max
            """);

    private static final Sql LOCK = Sql.of("SELECT " + COLUMNS + """
            FROM tillgate.chain_payment
            WHERE processor = :processor
              AND txid IN (SELECT decode(t, 'hex') FROM unnest(:txids::text[]) AS t)
            ORDER BY order_id, txid, vout
            FOR UPDATE
            """);

    private static final Sql TELL = Sql.of("""
            UPDATE tillgate.chain_payment p
            SET told = new.told
            FROM unnest(:txids::text[], :vouts::integer[], :told::text[]) AS new (txid, vout, told)
            WHERE p.processor = :processor
              AND p.txid = decode(new.txid, 'hex')
              AND p.vout = new.vout
            """);

    private static final Sql WAITING = Sql.of("""
            SELECT encode(txid, 'hex') AS txid, vout, spends, missing_since
            FROM tillgate.chain_payment
            WHERE processor = :processor
              AND place = 'MEMPOOL'
            """);

    private static final Sql MISSING = Sql.of("""
            UPDATE tillgate.chain_payment
            SET missing_since = :missing_since
            WHERE processor = :processor
              AND txid = decode(:txid, 'hex')
              AND vout = :vout
              AND place = 'MEMPOOL'
            """);

    private static final Sql GONE = Sql.of("""
            UPDATE tillgate.chain_payment
            SET place = 'GONE'
            WHERE processor = :processor
              AND txid = decode(:txid, 'hex')
              AND vout = :vout
              AND place = 'MEMPOOL'
            """);

    private static final Sql OF_ORDER = Sql.of("SELECT " + COLUMNS + """
            FROM tillgate.chain_payment
            WHERE order_id = :order_id
            ORDER BY seen_at, txid, vout
            """);

    /** Their orders change in nothing but the depth that an open page shows. More than a hundred are told as "any". */
    private static final Sql ANNOUNCE_DEEPER = Sql.of("""
            SELECT pg_notify(:channel, CASE WHEN count(*) > 100 THEN '*' ELSE string_agg(order_id::text, ',') END)
            FROM (SELECT DISTINCT order_id
                  FROM tillgate.chain_payment
                  WHERE processor = :processor
                    AND told = 'PENDING'
                    AND height <= :height) AS deeper
            HAVING count(*) > 0
            """);

    private ChainPaymentStore() {}

    /** Stores where outputs were seen now; those that are known move there. */
    public static void upsert(Connection connection, ProcessorId processor, Collection<Sighting> sightings)
            throws SQLException {
        Pipeline pipeline = new Pipeline(connection);
        new Columns<>(UPSERT, pipeline.connection(), sightings)
                .set("processor", processor.value())
                .texts("txids", sighting -> sighting.outpoint().txid())
                .smallNumbers("vouts", sighting -> sighting.outpoint().vout())
                .uuids("order_ids", sighting -> sighting.owner().order().value())
                .numbers("amounts", Sighting::satoshi)
                .smallNumbers("heights", Sighting::height)
                .smallNumbers("needed", sighting -> sighting.owner().confirmationsNeeded())
                .smallNumbers("replaceable", sighting -> sighting.replaceable() ? 1 : 0)
                .bytes("spends", Sighting::spends)
                .times("seen_at", Sighting::seenAt)
                .addTo(pipeline);
        pipeline.run();
    }

    /** Takes the payments above a height out of their blocks, and names them. */
    public static List<Outpoint> disconnect(Connection connection, ProcessorId processor, int forkHeight)
            throws SQLException {
        return DISCONNECT
                .on(connection)
                .set("processor", processor.value())
                .set("fork_height", forkHeight)
                .rows(ChainPaymentStore::outpoint);
    }

    /** Payments that are deep enough at a height, and whose orders do not know yet. */
    public static List<Outpoint> settleable(Connection connection, ProcessorId processor, int height, int paymentsMax)
            throws SQLException {
        return SETTLEABLE
                .on(connection)
                .set("processor", processor.value())
                .set("height", height)
                .set("payments_max", paymentsMax)
                .rows(ChainPaymentStore::outpoint);
    }

    /** Locks payments and reads them; in the order of their orders. */
    public static List<Known> lock(Connection connection, ProcessorId processor, Set<Outpoint> outpoints)
            throws SQLException {
        Set<String> txids = outpoints.stream().map(Outpoint::txid).collect(Collectors.toSet());
        List<Known> all = LOCK.on(connection)
                .set("processor", processor.value())
                .setArray("txids", "text", txids.toArray())
                .rows(ChainPaymentStore::known);
        return all.stream()
                .filter(payment -> outpoints.contains(payment.outpoint()))
                .toList();
    }

    /** Notes what orders were told of their payments. */
    public static void tell(Connection connection, ProcessorId processor, List<Known> payments, List<PaymentState> told)
            throws SQLException {
        List<Told> rows = new ArrayList<>(payments.size());
        for (int i = 0; i < payments.size(); i++) {
            rows.add(new Told(payments.get(i).outpoint(), told.get(i)));
        }
        Pipeline pipeline = new Pipeline(connection);
        new Columns<>(TELL, pipeline.connection(), rows)
                .set("processor", processor.value())
                .texts("txids", row -> row.outpoint().txid())
                .smallNumbers("vouts", row -> row.outpoint().vout())
                .texts("told", row -> row.state().name())
                .addAllTo(pipeline);
        pipeline.run();
    }

    /** All payments that wait for a block. */
    public static List<Waiting> waiting(Connection connection, ProcessorId processor) throws SQLException {
        return WAITING.on(connection)
                .set("processor", processor.value())
                .rows(row -> new Waiting(outpoint(row), row.bytes("spends"), row.instantOrNull("missing_since")));
    }

    /** Notes since when the node does not know a waiting payment; null when it does again. */
    public static void missing(
            Connection connection, ProcessorId processor, Outpoint outpoint, @Nullable Instant missingSince)
            throws SQLException {
        MISSING.on(connection)
                .set("processor", processor.value())
                .set("txid", outpoint.txid())
                .set("vout", outpoint.vout())
                .set("missing_since", missingSince)
                .update();
    }

    /** Gives up a waiting payment; false when a block has it by now. */
    public static boolean gone(Connection connection, ProcessorId processor, Outpoint outpoint) throws SQLException {
        return GONE.on(connection)
                        .set("processor", processor.value())
                        .set("txid", outpoint.txid())
                        .set("vout", outpoint.vout())
                        .update()
                == 1;
    }

    /** Announces with the commit that payments were buried deeper and still wait: their orders' pages tell how deep. */
    public static void announceDeeper(Connection connection, ProcessorId processor, int height) throws SQLException {
        ANNOUNCE_DEEPER
                .on(connection)
                .set("channel", OrderLedger.CHANNEL)
                .set("processor", processor.value())
                .set("height", height)
                .rows(row -> Boolean.TRUE);
    }

    /** The payments of an order, in the order in which they were seen. */
    public static List<Known> ofOrder(Connection connection, OrderId order) throws SQLException {
        return OF_ORDER.on(connection).set("order_id", order.value()).rows(ChainPaymentStore::known);
    }

    private static Outpoint outpoint(Sql.Row row) throws SQLException {
        return new Outpoint(row.text("txid"), row.smallNumber("vout"));
    }

    private static Known known(Sql.Row row) throws SQLException {
        String told = row.textOrNull("told");
        return new Known(
                outpoint(row),
                new OrderId(row.uuid("order_id")),
                row.number("amount"),
                row.constant("place", ChainPlace.class),
                row.smallNumberOrNull("height"),
                row.smallNumber("confirmations_needed"),
                told == null ? null : PaymentState.valueOf(told),
                row.flag("replaceable"),
                row.instant("seen_at"));
    }

    private record Told(Outpoint outpoint, PaymentState state) {}
}
