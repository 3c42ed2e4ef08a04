package io.tillgate.internal.node;

import io.tillgate.internal.bitcoin.AccountKey;
import io.tillgate.internal.bitcoin.BitcoinAddress;
import io.tillgate.internal.bitcoin.WatchedScripts;
import io.tillgate.internal.jdbc.ChainAddressStore;
import io.tillgate.internal.jdbc.ChainAddressStore.Given;
import io.tillgate.internal.jdbc.ChainAddressStore.Watched;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.order.OrderId;
import io.tillgate.processor.ProcessorId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives each order an address of its own, and knows all that were ever given. */
final class AddressBook {

    private final ProcessorId processor;
    private final AccountKey account;
    private final Database database;

    /** Of the thread that follows the chain alone. */
    private final WatchedScripts scripts = new WatchedScripts();

    private final Map<String, Integer> readUpTo = new HashMap<>();

    AddressBook(ProcessorId processor, AccountKey account, Database database) {
        this.processor = processor;
        this.account = account;
        this.database = database;
    }

    /** The address of an order, the same each time. Safe for use by many threads. */
    Given give(OrderId order, int confirmationsNeeded, Instant now) throws SQLException {
        return database.inTransaction(connection -> {
            Optional<Given> known = ChainAddressStore.find(connection, processor, order);
            return known.isPresent() ? known.get() : allocate(connection, order, confirmationsNeeded, now);
        });
    }

    /** How many addresses of the account were given out after the last one that was paid. */
    int unpaidAddresses(Connection connection) throws SQLException {
        return ChainAddressStore.unpaidAfterTheLastPaid(connection, account.fingerprint());
    }

    private Given allocate(Connection connection, OrderId order, int confirmationsNeeded, Instant now)
            throws SQLException {
        int index = ChainAddressStore.nextIndex(connection, account.fingerprint());
        // Whoever waited for the index may have waited for a call for the same order.
        Optional<Given> known = ChainAddressStore.find(connection, processor, order);
        if (known.isPresent()) {
            return known.get();
        }
        Optional<BitcoinAddress> address = account.address(index);
        while (address.isEmpty()) {
            index = ChainAddressStore.nextIndex(connection, account.fingerprint());
            address = account.address(index);
        }
        Given given = new Given(address.get().text(), confirmationsNeeded);
        Watched watched = new Watched(index, address.get().script());
        ChainAddressStore.insert(connection, account.fingerprint(), watched, processor, order, given, now);
        return given;
    }

    /**
     * Every script that was given out before this call. A block or transaction that was fetched before it can't pay to any
     * other: so fetch first, then ask. For the thread that follows the chain alone.
     */
    WatchedScripts upToDate() throws SQLException {
        boolean more = true;
        while (more) {
            more = database.inTransaction(this::readMore);
        }
        return scripts;
    }

    private boolean readMore(Connection connection) throws SQLException {
        boolean more = false;
        for (Map.Entry<String, Integer> taken :
                ChainAddressStore.accounts(connection).entrySet()) {
            int from = readUpTo.getOrDefault(taken.getKey(), 0);
            if (from < taken.getValue()) {
                List<Watched> read = ChainAddressStore.scripts(connection, taken.getKey(), from);
                read.forEach(watched -> scripts.add(watched.script()));
                boolean full = read.size() == ChainAddressStore.SCRIPTS_MAX;
                int upTo = read.isEmpty() ? from : read.get(read.size() - 1).index() + 1;
                readUpTo.put(taken.getKey(), full ? upTo : Math.max(upTo, taken.getValue()));
                more |= full;
            }
        }
        return more;
    }
}
