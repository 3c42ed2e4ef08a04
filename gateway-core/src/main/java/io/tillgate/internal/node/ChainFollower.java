package io.tillgate.internal.node;

import io.tillgate.internal.bitcoin.BlockHeader;
import io.tillgate.internal.bitcoin.BlockScanner;
import io.tillgate.internal.bitcoin.MalformedBytesException;
import io.tillgate.internal.bitcoin.WatchedOutput;
import io.tillgate.internal.jdbc.ChainCursorStore;
import io.tillgate.internal.jdbc.ChainCursorStore.Block;
import io.tillgate.internal.jdbc.ChainCursorStore.Cursor;
import io.tillgate.internal.jdbc.ChainPaymentStore;
import io.tillgate.internal.jdbc.ChainPaymentStore.Outpoint;
import io.tillgate.internal.jdbc.ChainPaymentStore.Waiting;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.loop.Loop;
import io.tillgate.internal.node.ChainLedger.Found;
import io.tillgate.internal.node.ChainLedger.Step;
import io.tillgate.processor.ProcessorId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the chain, block by block from where any of us left off, and what waits for a block once the end is reached. One
 * of our nodes does at a time; all can. Holds one block in memory, however many there are to catch up with.
 */
public final class ChainFollower implements AutoCloseable {

    /** Blocks that share a commit; a reorganisation this deep is one change, and not two. */
    static final int BLOCKS_MAX = 64;

    /** After so long what was found is committed, and other work gets its turn. */
    private static final Duration BLOCKS_TIME_MAX = Duration.ofSeconds(3);

    private static final int ABSENCES_MAX = 50;
    private static final Logger LOG = LoggerFactory.getLogger(ChainFollower.class);

    private final ProcessorId processor;
    private final UUID holder;
    private final RpcClient rpc;
    private final Database database;
    private final AddressBook addresses;
    private final ChainLedger ledger;
    private final ChainGate gate;
    private final ForkFinder forks;
    private final MempoolWatch mempool;
    private final SweepBroadcast sweeps;
    private final InstantSource clock;
    private final BlockScanner scanner = new BlockScanner();
    private @Nullable String reported;

    ChainFollower(
            ProcessorId processor,
            UUID holder,
            RpcClient rpc,
            Database database,
            AddressBook addresses,
            ChainLedger ledger,
            ChainGate gate,
            SweepBroadcast sweeps,
            InstantSource clock) {
        this.processor = processor;
        this.holder = holder;
        this.rpc = rpc;
        this.database = database;
        this.addresses = addresses;
        this.ledger = ledger;
        this.gate = gate;
        this.forks = new ForkFinder(rpc);
        this.mempool = new MempoolWatch(rpc, addresses);
        this.sweeps = sweeps;
        this.clock = clock;
    }

    /** One bounded piece of what there is to follow. */
    public Loop.Next round() throws SQLException {
        Instant now = clock.instant();
        Optional<Cursor> cursor = database.inTransaction(
                connection -> ChainCursorStore.claim(connection, processor, holder, now, now.plus(ChainLedger.LEASE)));
        if (cursor.isEmpty()) {
            return Loop.Next.AFTER_PAUSE;
        }
        try {
            ChainInfo info = gate.look();
            Loop.Next next = follow(cursor.get(), info);
            report(info.height(), info.problem());
            return next;
        } catch (NodeUnavailableException unavailable) {
            report(null, unavailable.getMessage());
        } catch (MalformedBytesException broken) {
            report(null, "the node sent a block that is none: " + broken.getMessage());
        }
        return Loop.Next.AFTER_PAUSE;
    }

    private Loop.Next follow(Cursor cursor, ChainInfo info)
            throws SQLException, NodeUnavailableException, MalformedBytesException {
        if (cursor.height() == null) {
            ledger.begin(cursor, new Block(info.height(), info.tip()));
            return Loop.Next.AT_ONCE;
        }
        Block fork = fork(cursor, info);
        Optional<Cursor> now = Optional.of(cursor);
        if (fork.height() < info.height()) {
            now = ledger.write(cursor, nextBlocks(fork, info), info.trust());
        }
        if (now.isEmpty()) {
            LOG.info("another node follows the chain for {} now", processor);
            return Loop.Next.AFTER_PAUSE;
        }
        if (!now.get().blockHash().equals(info.tip())) {
            return Loop.Next.AT_ONCE;
        }
        watchMempool(now.get(), info);
        sweeps.round();
        return Loop.Next.AFTER_PAUSE;
    }

    private Block fork(Cursor cursor, ChainInfo info) throws SQLException, NodeUnavailableException {
        int followed = Objects.requireNonNull(cursor.height());
        if (forks.stands(cursor, info)) {
            return new Block(followed, cursor.blockHash());
        }
        List<Block> blocks = database.inTransaction(connection -> ChainCursorStore.blocks(connection, processor));
        Block fork = forks.fork(blocks, info);
        LOG.warn(
                "the chain was reorganised: {} blocks above height {} are void",
                followed - fork.height(),
                fork.height());
        return fork;
    }

    /** Reads blocks until there are enough, or the time is over, or the chain changes below us. */
    private Step nextBlocks(Block fork, ChainInfo info)
            throws SQLException, NodeUnavailableException, MalformedBytesException {
        Map<Integer, String> hashes =
                forks.hashes(fork.height() + 1, Math.min(info.height(), fork.height() + BLOCKS_MAX));
        List<Block> blocks = new ArrayList<>();
        List<Found> found = new ArrayList<>();
        Block last = fork;
        long deadline = System.nanoTime() + BLOCKS_TIME_MAX.toNanos();
        String hash = hashes.get(last.height() + 1);
        while (hash != null && (blocks.isEmpty() || System.nanoTime() < deadline)) {
            Block next = new Block(last.height() + 1, hash);
            if (!read(next, last, found)) {
                break;
            }
            blocks.add(next);
            last = next;
            hash = hashes.get(last.height() + 1);
        }
        if (blocks.isEmpty()) {
            throw new NodeUnavailableException("the node's chain changed while we read it; looking again");
        }
        return new Step(fork.height(), blocks, found, List.of());
    }

    /** False when the block does not follow on the one before: the node has reorganised in between. */
    private boolean read(Block block, Block before, List<Found> found)
            throws SQLException, NodeUnavailableException, MalformedBytesException {
        byte[] raw = rpc.callForBytes("getblock", block.hash(), false);
        List<WatchedOutput> outputs = new ArrayList<>();
        BlockHeader header = scanner.scan(raw, addresses.upToDate(), outputs::add);
        if (!header.hash().equals(block.hash()) || !header.previous().equals(before.hash())) {
            return false;
        }
        Instant now = clock.instant();
        // A block is seen when it is made, also by those who catch up; a maker's clock may be ahead of ours.
        Instant seenAt = header.time().isBefore(now) ? header.time() : now;
        outputs.forEach(output -> found.add(new Found(output, block.height(), seenAt)));
        return true;
    }

    private void watchMempool(Cursor cursor, ChainInfo info) throws SQLException, NodeUnavailableException {
        Instant now = clock.instant();
        List<Found> found = mempool.look(now);
        List<Outpoint> gone = gone(cursor, now);
        int height = Objects.requireNonNull(cursor.height());
        ledger.write(cursor, new Step(height, List.of(), found, gone), info.trust());
    }

    /** Waiting payments that will never be in a block, as long as no block came since we looked. */
    private List<Outpoint> gone(Cursor cursor, Instant now) throws SQLException, NodeUnavailableException {
        List<Waiting> waiting = database.inTransaction(connection -> ChainPaymentStore.waiting(connection, processor));
        List<Waiting> absent = waiting.stream()
                .filter(payment -> !mempool.has(payment.outpoint().txid()))
                .limit(ABSENCES_MAX)
                .toList();
        for (Waiting payment : waiting) {
            if (payment.missingSince() != null && mempool.has(payment.outpoint().txid())) {
                note(payment.outpoint(), null);
            }
        }
        String tip = absent.isEmpty()
                ? ""
                : rpc.call("getbestblockhash").orThrow("getbestblockhash").asText();
        if (!tip.equals(cursor.blockHash())) {
            return List.of();
        }
        List<Outpoint> gone = new ArrayList<>();
        for (Waiting payment : absent) {
            if (mempool.absence(payment, now) != MempoolWatch.Absence.UNEXPLAINED) {
                gone.add(payment.outpoint());
            } else if (payment.missingSince() == null) {
                note(payment.outpoint(), now);
            }
        }
        return gone;
    }

    private void note(Outpoint outpoint, @Nullable Instant missingSince) throws SQLException {
        database.inTransaction(connection -> {
            ChainPaymentStore.missing(connection, processor, outpoint, missingSince);
            return true;
        });
    }

    private void report(@Nullable Integer tipHeight, @Nullable String problem) throws SQLException {
        Instant now = clock.instant();
        database.inTransaction(connection -> {
            ChainCursorStore.report(connection, processor, holder, tipHeight, problem, now);
            return true;
        });
        if (problem != null && !problem.equals(reported)) {
            LOG.warn("{}: {}", processor, problem);
        } else if (problem == null && reported != null) {
            LOG.info("{}: the node is well again", processor);
        }
        reported = problem;
    }

    /** Lets another node go on at once. */
    @Override
    public void close() throws SQLException {
        Instant now = clock.instant();
        database.inTransaction(connection -> {
            ChainCursorStore.release(connection, processor, holder, now);
            return true;
        });
    }
}
