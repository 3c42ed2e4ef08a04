package io.tillgate.internal.jdbc;

import io.tillgate.processor.ProcessorId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code chain_cursor} and {@code chain_block}: how far the chain was followed, and by whom. */
public final class ChainCursorStore {

    /** How many blocks back a fork is looked for: two weeks. */
    public static final int BLOCKS_KEPT = 2016;

    /** The longest sentence about the node that is kept, in characters. */
    private static final int PROBLEM_CHARS_MAX = 500;

    /**
     * How far the chain was followed.
     *
     * @param height null until the node was asked for the first time
     * @param blockHash as the node writes it; empty while height is null
     * @param sequence of the last commit
     */
    public record Cursor(@Nullable Integer height, String blockHash, long sequence) {}

    /** A block that was followed, and its hash as the node writes it. */
    public record Block(int height, String hash) {}

    /**
     * What the node that follows last said, for all the others.
     *
     * @param height how far the chain was followed; null when it never was
     * @param tipHeight how far the bitcoin node was; null when it never answered
     * @param problem why nothing settles right now; null when everything is well
     */
    public record Report(
            @Nullable Integer height,
            @Nullable Integer tipHeight,
            @Nullable Instant checkedAt,
            @Nullable String problem) {}

    private static final Sql ENSURE = Sql.of("""
            INSERT INTO tillgate.chain_cursor (processor, leased_until)
            VALUES (:processor, :now)
            ON CONFLICT (processor) DO NOTHING
            """);

    private static final Sql CLAIM = Sql.of("""
            UPDATE tillgate.chain_cursor
            SET holder = :holder,
                leased_until = :leased_until
            WHERE processor = :processor
              AND (holder = :holder OR leased_until <= :now)
            RETURNING height, encode(block_hash, 'hex') AS block_hash, sequence
            """);

    private static final Sql MOVE = Sql.of("""
            UPDATE tillgate.chain_cursor
            SET height = :height,
                block_hash = decode(:block_hash, 'hex'),
                sequence = sequence + 1,
                leased_until = :leased_until
            WHERE processor = :processor
              AND holder = :holder
              AND sequence = :sequence
            """);

    private static final Sql REPORT = Sql.of("""
            UPDATE tillgate.chain_cursor
            SET tip_height = coalesce(:tip_height, tip_height),
                checked_at = :now,
                problem = :problem
            WHERE processor = :processor
              AND holder = :holder
            """);

    private static final Sql READ_REPORT = Sql.of("""
            SELECT height, tip_height, checked_at, problem
            FROM tillgate.chain_cursor
            WHERE processor = :processor
            """);

    private static final Sql RELEASE = Sql.of("""
            UPDATE tillgate.chain_cursor
            SET leased_until = :now
            WHERE processor = :processor
              AND holder = :holder
            """);

    private static final Sql FORGET_BLOCKS = Sql.of("""
            DELETE FROM tillgate.chain_block
            WHERE processor = :processor
              AND (height > :fork_height OR height <= :oldest_kept)
            """);

    private static final Sql INSERT_BLOCKS = Sql.of("""
            INSERT INTO tillgate.chain_block (processor, height, block_hash)
            SELECT :processor, new.height, decode(new.hash, 'hex')
            FROM unnest(:heights::bigint[], :hashes::text[]) AS new (height, hash)
            """);

    private static final Sql BLOCKS = Sql.of("""
            SELECT height, encode(block_hash, 'hex') AS hash
            FROM tillgate.chain_block
            WHERE processor = :processor
            ORDER BY height DESC
            """);

    private ChainCursorStore() {}

    /** Takes or renews the lease; empty while another node holds it. */
    public static Optional<Cursor> claim(
            Connection connection, ProcessorId processor, UUID holder, Instant now, Instant leasedUntil)
            throws SQLException {
        ENSURE.on(connection)
                .set("processor", processor.value())
                .set("now", now)
                .update();
        return CLAIM.on(connection)
                .set("processor", processor.value())
                .set("holder", holder)
                .set("now", now)
                .set("leased_until", leasedUntil)
                .first(row -> {
                    String hash = row.textOrNull("block_hash");
                    return new Cursor(
                            row.smallNumberOrNull("height"), hash == null ? "" : hash, row.number("sequence"));
                });
    }

    /**
     * Moves the cursor to a block, by one in sequence; false when another node has moved it, or took the lease.
     *
     * @param leasedUntil until when it is ours from now on
     */
    public static boolean move(
            Connection connection, ProcessorId processor, UUID holder, long sequence, Block to, Instant leasedUntil)
            throws SQLException {
        return MOVE.on(connection)
                        .set("processor", processor.value())
                        .set("holder", holder)
                        .set("sequence", sequence)
                        .set("height", to.height())
                        .set("block_hash", to.hash())
                        .set("leased_until", leasedUntil)
                        .update()
                == 1;
    }

    /** Replaces what is behind the fork by the blocks that follow on it now. */
    public static void replaceBlocks(Connection connection, ProcessorId processor, int forkHeight, List<Block> blocks)
            throws SQLException {
        int top = blocks.isEmpty() ? forkHeight : blocks.get(blocks.size() - 1).height();
        FORGET_BLOCKS
                .on(connection)
                .set("processor", processor.value())
                .set("fork_height", forkHeight)
                .set("oldest_kept", top - BLOCKS_KEPT)
                .update();
        Pipeline pipeline = new Pipeline(connection);
        new Columns<>(INSERT_BLOCKS, pipeline.connection(), blocks)
                .set("processor", processor.value())
                .numbers("heights", Block::height)
                .texts("hashes", Block::hash)
                .addAllTo(pipeline);
        pipeline.run();
    }

    /** The blocks that were followed last, the highest first. */
    public static List<Block> blocks(Connection connection, ProcessorId processor) throws SQLException {
        return BLOCKS.on(connection)
                .set("processor", processor.value())
                .rows(row -> new Block(row.smallNumber("height"), row.text("hash")));
    }

    /** Notes what the bitcoin node said of itself. */
    public static void report(
            Connection connection,
            ProcessorId processor,
            UUID holder,
            @Nullable Integer tipHeight,
            @Nullable String problem,
            Instant now)
            throws SQLException {
        String shown = problem == null ? null : problem.substring(0, Math.min(PROBLEM_CHARS_MAX, problem.length()));
        REPORT.on(connection)
                .set("processor", processor.value())
                .set("holder", holder)
                .set("tip_height", tipHeight)
                .set("problem", shown)
                .set("now", now)
                .update();
    }

    public static Report report(Connection connection, ProcessorId processor) throws SQLException {
        return READ_REPORT
                .on(connection)
                .set("processor", processor.value())
                .first(row -> new Report(
                        row.smallNumberOrNull("height"),
                        row.smallNumberOrNull("tip_height"),
                        row.instantOrNull("checked_at"),
                        row.textOrNull("problem")))
                .orElse(new Report(null, null, null, null));
    }

    /** Lets another node go on at once. */
    public static void release(Connection connection, ProcessorId processor, UUID holder, Instant now)
            throws SQLException {
        RELEASE.on(connection)
                .set("processor", processor.value())
                .set("holder", holder)
                .set("now", now)
                .update();
    }
}
