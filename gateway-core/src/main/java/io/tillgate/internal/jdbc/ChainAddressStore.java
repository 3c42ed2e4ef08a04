package io.tillgate.internal.jdbc;

import io.tillgate.order.OrderId;
import io.tillgate.processor.ProcessorId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of {@code chain_account} and {@code chain_address}: which address belongs to which order. */
public final class ChainAddressStore {

    /** How many scripts are read at once: each is small, and there may be millions. */
    public static final int SCRIPTS_MAX = 10_000;

    /** An address of an order, and how deep a payment to it must be buried. */
    public record Given(String address, int confirmationsNeeded) {}

    /** An order whose address has a script. */
    public record Owner(OrderId order, int confirmationsNeeded) {}

    /** An output script that is watched, and its place in its account. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Watched(int index, byte[] script) {}

    private static final Sql OF_ORDER = Sql.of("""
            SELECT address, confirmations_needed
            FROM tillgate.chain_address
            WHERE order_id = :order_id
              AND processor = :processor
            """);

    private static final Sql NEXT_INDEX = Sql.of("""
            INSERT INTO tillgate.chain_account AS known (account, next_index)
            VALUES (:account, 1)
            ON CONFLICT (account) DO UPDATE
               SET next_index = known.next_index + 1
            RETURNING next_index - 1 AS address_index
            """);

    private static final Sql INSERT = Sql.of("""
            INSERT INTO tillgate.chain_address (
                account, address_index, processor, order_id, address, script, confirmations_needed, created_at)
            VALUES (
                :account, :address_index, :processor, :order_id, :address, :script, :confirmations_needed, :now)
            """);

    private static final Sql ACCOUNTS = Sql.of("""
            SELECT account, next_index
            FROM tillgate.chain_account
            """);

    private static final Sql SCRIPTS = Sql.of("""
            SELECT address_index, script
            FROM tillgate.chain_address
            WHERE account = :account
              AND address_index >= :from_index
            ORDER BY address_index
            LIMIT :scripts_max
            """);

    private static final Sql OWNERS = Sql.of("""
            SELECT encode(script, 'hex') AS script, order_id, confirmations_needed
            FROM tillgate.chain_address
            WHERE script = ANY (:scripts)
              AND processor = :processor
            """);

    private static final Sql UNPAID_AFTER_THE_LAST_PAID = Sql.of("""
            SELECT coalesce(
                (SELECT next_index FROM tillgate.chain_account WHERE account = :account), 0)
              - coalesce(
                (SELECT a.address_index + 1
                 FROM tillgate.chain_address a
                 WHERE a.account = :account
                   AND EXISTS (SELECT FROM tillgate.chain_payment p WHERE p.order_id = a.order_id)
                 ORDER BY a.address_index DESC
                 LIMIT 1), 0) AS unpaid
            """);

    private ChainAddressStore() {}

    /** How many addresses of an account were given out after the last one that something was paid to. */
    public static int unpaidAfterTheLastPaid(Connection connection, String account) throws SQLException {
        return UNPAID_AFTER_THE_LAST_PAID
                .on(connection)
                .set("account", account)
                .first(row -> row.smallNumber("unpaid"))
                .orElseThrow();
    }

    public static Optional<Given> find(Connection connection, ProcessorId processor, OrderId order)
            throws SQLException {
        return OF_ORDER.on(connection)
                .set("order_id", order.value())
                .set("processor", processor.value())
                .first(row -> new Given(row.text("address"), row.smallNumber("confirmations_needed")));
    }

    /** Takes the next index of an account. Others wait until this transaction ends. */
    public static int nextIndex(Connection connection, String account) throws SQLException {
        return NEXT_INDEX
                .on(connection)
                .set("account", account)
                .first(row -> row.smallNumber("address_index"))
                .orElseThrow();
    }

    /** Pins an address to an order. */
    public static void insert(
            Connection connection,
            String account,
            Watched watched,
            ProcessorId processor,
            OrderId order,
            Given given,
            Instant now)
            throws SQLException {
        INSERT.on(connection)
                .set("account", account)
                .set("address_index", watched.index())
                .set("processor", processor.value())
                .set("order_id", order.value())
                .set("address", given.address())
                .set("script", watched.script())
                .set("confirmations_needed", given.confirmationsNeeded())
                .set("now", now)
                .updateExactly(1);
    }

    /** All accounts that ever gave out an address, with the number of indexes taken. */
    public static Map<String, Integer> accounts(Connection connection) throws SQLException {
        Map<String, Integer> accounts = new HashMap<>();
        ACCOUNTS.on(connection).rows(row -> accounts.put(row.text("account"), row.smallNumber("next_index")));
        return accounts;
    }

    /** The scripts of an account from an index on, {@link #SCRIPTS_MAX} at most. */
    public static List<Watched> scripts(Connection connection, String account, int fromIndex) throws SQLException {
        return SCRIPTS.on(connection)
                .set("account", account)
                .set("from_index", fromIndex)
                .set("scripts_max", SCRIPTS_MAX)
                .rows(row -> new Watched(row.smallNumber("address_index"), row.bytes("script")));
    }

    /** The orders that scripts belong to, by the hex digits of the script; those of others are left out. */
    public static Map<String, Owner> owners(Connection connection, ProcessorId processor, Collection<byte[]> scripts)
            throws SQLException {
        Map<String, Owner> owners = new HashMap<>();
        OWNERS.on(connection)
                .set("processor", processor.value())
                .setArray("scripts", "bytea", scripts.toArray(byte[][]::new))
                .rows(row -> owners.put(
                        row.text("script"),
                        new Owner(new OrderId(row.uuid("order_id")), row.smallNumber("confirmations_needed"))));
        return owners;
    }
}
