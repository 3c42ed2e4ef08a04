package io.tillgate.internal.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.internal.jdbc.ChainCursorStore.Block;
import io.tillgate.internal.jdbc.ChainCursorStore.Cursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds the last block that we and the node agree on. */
final class ForkFinder {

    private static final int HASHES_AT_ONCE = 64;

    private final RpcClient rpc;

    ForkFinder(RpcClient rpc) {
        this.rpc = rpc;
    }

    /** Whether the node's best chain still holds the block that was followed last. */
    boolean stands(Cursor cursor, ChainInfo info) throws NodeUnavailableException {
        int height = Objects.requireNonNull(cursor.height());
        return height <= info.height() && hashes(height, height).values().contains(cursor.blockHash());
    }

    /**
     * The fork, when the followed block stands no more.
     *
     * @param followed the blocks that were followed last, the highest first
     */
    Block fork(List<Block> followed, ChainInfo info) throws NodeUnavailableException {
        int highest = followed.isEmpty() ? -1 : followed.get(0).height();
        List<Block> reachable = followed.stream()
                .filter(block -> block.height() <= info.height())
                .toList();
        for (int from = 0; from < reachable.size(); from += HASHES_AT_ONCE) {
            List<Block> some = reachable.subList(from, Math.min(from + HASHES_AT_ONCE, reachable.size()));
            Optional<Block> agreed = agreed(some);
            if (agreed.isPresent()) {
                refuseBehind(agreed.get(), highest, info);
                return agreed.get();
            }
        }
        throw new NodeUnavailableException("the node's chain has none of the last " + followed.size()
                + " blocks that we followed: it is not the chain it was, or far behind");
    }

    private Optional<Block> agreed(List<Block> some) throws NodeUnavailableException {
        Map<Integer, String> theirs =
                hashes(some.get(some.size() - 1).height(), some.get(0).height());
        return some.stream()
                .filter(block -> block.hash().equals(theirs.get(block.height())))
                .findFirst();
    }

    /** A node that was restored from a backup has all of our past and not yet its end: that is no reorganisation. */
    private static void refuseBehind(Block agreed, int highest, ChainInfo info) throws NodeUnavailableException {
        if (agreed.height() == info.height()) {
            throw new NodeUnavailableException(
                    "the node is behind: it is at block " + info.height() + ", and we have followed it to " + highest);
        }
    }

    /** The hashes of the node's blocks from a height to a height; those it lacks are left out. */
    Map<Integer, String> hashes(int from, int to) throws NodeUnavailableException {
        List<RpcClient.Call> calls = new ArrayList<>();
        for (int height = from; height <= to; height++) {
            calls.add(new RpcClient.Call("getblockhash", height));
        }
        Map<Integer, String> hashes = new HashMap<>();
        List<RpcAnswer> answers = rpc.batch(calls);
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof RpcAnswer.Result result) {
                JsonNode hash = result.value();
                hashes.put(from + i, hash.asText());
            }
        }
        return hashes;
    }
}
