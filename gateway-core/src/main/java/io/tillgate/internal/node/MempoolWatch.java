package io.tillgate.internal.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.internal.bitcoin.Hex;
import io.tillgate.internal.bitcoin.MalformedBytesException;
import io.tillgate.internal.bitcoin.TransactionScanner;
import io.tillgate.internal.bitcoin.WatchedOutput;
import io.tillgate.internal.bitcoin.WatchedScripts;
import io.tillgate.internal.jdbc.ChainPaymentStore.Waiting;
import io.tillgate.internal.node.ChainLedger.Found;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows the transactions that wait for a block. Remembers those that it has looked at by eight bytes each, since there can
 * be hundreds of thousands. For one thread.
 */
final class MempoolWatch {

    /** Transactions looked at in one round: after a start there is a whole mempool to read. */
    static final int FRESH_MAX = 4000;

    /** A node that has forgotten a payment that nothing contradicts may hear of it again for so long. */
    static final Duration FORGOTTEN_AFTER = Duration.ofHours(2);

    private static final int FETCHED_AT_ONCE = 25;
    private static final int SPENDS_CHECKED_MAX = 64;
    private static final int OUTPOINT_BYTES = 36;
    private static final int HASH_BYTES = 32;

    /** What became of a waiting payment that the node has no more. */
    enum Absence {
        /** Another transaction spends what it spends. */
        CONTRADICTED,
        FORGOTTEN,
        /** It may come back. */
        UNEXPLAINED
    }

    private final RpcClient rpc;
    private final AddressBook addresses;
    private final TransactionScanner scanner = new TransactionScanner();
    private long[] known = new long[0];
    private long[] listed = new long[0];

    MempoolWatch(RpcClient rpc, AddressBook addresses) {
        this.rpc = rpc;
        this.addresses = addresses;
    }

    /** What is new in the mempool and may be ours. */
    List<Found> look(Instant now) throws NodeUnavailableException, SQLException {
        Listing listing = new Listing(known);
        rpc.callForTexts("getrawmempool", listing::add);
        listed = listing.all();
        List<Found> found = new ArrayList<>();
        for (int from = 0; from < listing.fresh.size(); from += FETCHED_AT_ONCE) {
            List<String> some = listing.fresh.subList(from, Math.min(from + FETCHED_AT_ONCE, listing.fresh.size()));
            for (byte[] raw : fetch(some, listing)) {
                scan(raw, addresses.upToDate(), now, found);
            }
        }
        known = listing.lookedAt();
        return found;
    }

    /** Whether the last list had a transaction. */
    boolean has(String txid) {
        return Arrays.binarySearch(listed, fingerprint(txid)) >= 0;
    }

    private List<byte[]> fetch(List<String> txids, Listing listing) throws NodeUnavailableException {
        List<RpcClient.Call> calls = new ArrayList<>(txids.size());
        txids.forEach(txid -> calls.add(new RpcClient.Call("getrawtransaction", txid, false)));
        List<RpcAnswer> answers = rpc.batch(calls);
        List<byte[]> raws = new ArrayList<>(answers.size());
        for (int i = 0; i < answers.size(); i++) {
            // Gone between the two calls: in a block, or replaced.
            if (answers.get(i) instanceof RpcAnswer.Result result) {
                raws.add(parse(result.value()));
                listing.lookedAt(txids.get(i));
            }
        }
        return raws;
    }

    private static byte[] parse(JsonNode hex) throws NodeUnavailableException {
        try {
            return Hex.parse(hex.asText());
        } catch (IllegalArgumentException notHex) {
            throw new NodeUnavailableException("the node sent a transaction that is no hex");
        }
    }

    private void scan(byte[] raw, WatchedScripts scripts, Instant now, List<Found> found)
            throws NodeUnavailableException {
        List<WatchedOutput> outputs = new ArrayList<>();
        try {
            scanner.scan(raw, scripts, outputs::add);
        } catch (MalformedBytesException broken) {
            throw new NodeUnavailableException("the node sent a transaction that is none: " + broken.getMessage());
        }
        for (WatchedOutput output : outputs) {
            found.add(new Found(safer(output), null, now));
        }
    }

    /** Its sender may also replace a transaction that it hangs on. */
    private WatchedOutput safer(WatchedOutput output) throws NodeUnavailableException {
        if (output.signalsReplacement()) {
            return output;
        }
        RpcAnswer entry = rpc.call("getmempoolentry", output.txid());
        boolean standsAlone = entry instanceof RpcAnswer.Result result
                && result.value().path("depends").isEmpty();
        return standsAlone
                ? output
                : new WatchedOutput(
                        output.txid(), output.vout(), output.satoshi(), output.script(), output.spends(), true);
    }

    /** Why a waiting payment is not in the mempool, while no new block came. */
    Absence absence(Waiting payment, Instant now) throws NodeUnavailableException {
        List<RpcClient.Call> calls = new ArrayList<>();
        byte[] spends = payment.spends();
        for (int at = 0; at < spends.length && calls.size() < SPENDS_CHECKED_MAX; at += OUTPOINT_BYTES) {
            String txid = Hex.ofHash(Arrays.copyOfRange(spends, at, at + HASH_BYTES));
            calls.add(new RpcClient.Call("gettxout", txid, vout(spends, at + HASH_BYTES), true));
        }
        for (RpcAnswer answer : rpc.batch(calls)) {
            if (answer instanceof RpcAnswer.Result result && result.value().isNull()) {
                return Absence.CONTRADICTED;
            }
        }
        Instant since = payment.missingSince();
        return isForgotten(since, now) ? Absence.FORGOTTEN : Absence.UNEXPLAINED;
    }

    private static boolean isForgotten(@Nullable Instant since, Instant now) {
        return since != null && Duration.between(since, now).compareTo(FORGOTTEN_AFTER) > 0;
    }

    private static long vout(byte[] spends, int at) {
        return (spends[at] & 0xffL)
                | ((spends[at + 1] & 0xffL) << 8)
                | ((spends[at + 2] & 0xffL) << 16)
                | ((spends[at + 3] & 0xffL) << 24);
    }

    private static long fingerprint(String txid) {
        return HexFormat.fromHexDigitsToLong(txid, 0, 16);
    }

    /** One list of the mempool, taken apart as it comes. */
    private static final class Listing {
        private final long[] before;
        private final List<String> fresh = new ArrayList<>();
        private long[] all = new long[1024];
        private int count;
        private long[] lookedAt = new long[1024];
        private int lookedAtCount;

        Listing(long[] before) {
            this.before = before;
        }

        void add(String txid) {
            long fingerprint = fingerprint(txid);
            all = append(all, count++, fingerprint);
            if (Arrays.binarySearch(before, fingerprint) >= 0) {
                lookedAt = append(lookedAt, lookedAtCount++, fingerprint);
            } else if (fresh.size() < FRESH_MAX) {
                fresh.add(txid);
            }
        }

        void lookedAt(String txid) {
            lookedAt = append(lookedAt, lookedAtCount++, fingerprint(txid));
        }

        long[] all() {
            return sorted(all, count);
        }

        long[] lookedAt() {
            return sorted(lookedAt, lookedAtCount);
        }

        private static long[] append(long[] values, int at, long value) {
            long[] room = at < values.length ? values : Arrays.copyOf(values, values.length * 2);
            room[at] = value;
            return room;
        }

        private static long[] sorted(long[] values, int count) {
            long[] sorted = Arrays.copyOf(values, count);
            Arrays.sort(sorted);
            return sorted;
        }
    }
}
