package io.tillgate.internal.node;

import io.tillgate.internal.bitcoin.Hex;
import io.tillgate.internal.jdbc.ChainSweepStore;
import io.tillgate.internal.jdbc.ChainSweepStore.Sweep;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.processor.ProcessorId;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hands stored sweeps to the node until it has them. The same bytes each time, so that twice is once. */
final class SweepBroadcast {

    private static final int SWEEPS_MAX = 20;
    private static final int REFUSAL_CHARS_MAX = 300;
    private static final int ALREADY_IN_CHAIN = -27;

    /** Verification failed: its coin is spent, or its fee too low, and it will not be otherwise tomorrow. */
    private static final Set<Integer> REFUSED_FOR_EVER = Set.of(-25, -26);

    private final ProcessorId processor;
    private final RpcClient rpc;
    private final Database database;
    private final InstantSource clock;

    SweepBroadcast(ProcessorId processor, RpcClient rpc, Database database, InstantSource clock) {
        this.processor = processor;
        this.rpc = rpc;
        this.database = database;
        this.clock = clock;
    }

    /** Tries all that wait. */
    void round() throws SQLException, NodeUnavailableException {
        List<Sweep> waiting =
                database.inTransaction(connection -> ChainSweepStore.toBroadcast(connection, processor, SWEEPS_MAX));
        for (Sweep sweep : waiting) {
            send(sweep);
        }
    }

    /** Tries one and gives it as it is then. */
    Sweep send(Sweep sweep) throws SQLException, NodeUnavailableException {
        RpcAnswer answer = rpc.call("sendrawtransaction", Hex.of(sweep.raw()));
        if (answer instanceof RpcAnswer.Refused refused && refused.code() != ALREADY_IN_CHAIN) {
            if (!REFUSED_FOR_EVER.contains(refused.code())) {
                throw new NodeUnavailableException("the node does not take a sweep now: " + refused.message());
            }
            String refusal = refused.message();
            return answered(sweep, null, refusal.substring(0, Math.min(REFUSAL_CHARS_MAX, refusal.length())));
        }
        return answered(sweep, clock.instant(), null);
    }

    private Sweep answered(Sweep sweep, @Nullable Instant broadcastAt, @Nullable String refusal) throws SQLException {
        return database.inTransaction(connection -> {
            ChainSweepStore.answered(connection, sweep.coin(), broadcastAt, refusal);
            return ChainSweepStore.find(connection, sweep.coin()).orElse(sweep);
        });
    }
}
