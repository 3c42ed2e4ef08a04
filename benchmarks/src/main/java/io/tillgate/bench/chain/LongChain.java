package io.tillgate.bench.chain;

import io.tillgate.bench.chain.SyntheticBlocks.Body;
import io.tillgate.bench.chain.SyntheticBlocks.Payment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A chain of any length that takes next to no memory: of each block it keeps what differs, the header and the first
 * transaction, and puts the block together when it is asked for. The same seed and payments give the same chain.
 */
final class LongChain implements FakeNode.Chain {

    private static final int DIFFERS_BYTES = SyntheticBlocks.FIRST_TRANSACTION_AT + SyntheticBlocks.TRANSACTION_BYTES;
    private static final byte[] BEFORE = "{\"result\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AFTER = "\",\"error\":null,\"id\":0}".getBytes(StandardCharsets.US_ASCII);

    private final SyntheticBlocks maker;
    private final Body body;
    private final byte[] rest;
    private final List<String> hashes = new ArrayList<>();
    private final Map<String, byte[]> beginnings = new HashMap<>();

    /** Has one block yet. */
    LongChain(long seed, Instant first, int blockBytes) {
        maker = new SyntheticBlocks(seed, first);
        body = maker.body(blockBytes, List.of());
        rest = digits(DIFFERS_BYTES, body.raw().length);
        grow(Map.of(), 0);
    }

    /** Makes it longer. The first transaction of a block pays what there is for its height. */
    synchronized void grow(Map<Integer, Payment> payments, int height) {
        while (hashes.size() <= height) {
            Payment payment = payments.get(hashes.size());
            String hash = maker.next(body, payment == null ? maker.anyPayment() : payment);
            hashes.add(hash);
            beginnings.put(hash, digits(0, DIFFERS_BYTES));
        }
    }

    private byte[] digits(int from, int to) {
        return HexFormat.of().formatHex(body.raw(), from, to).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public synchronized String hash(int height) {
        return hashes.get(height);
    }

    @Override
    public synchronized List<byte[]> block(String hash) {
        return List.of(BEFORE, Objects.requireNonNull(beginnings.get(hash)), rest, AFTER);
    }

    @Override
    public String transaction() {
        return new String(rest, 0, SyntheticBlocks.TRANSACTION_BYTES * 2, StandardCharsets.US_ASCII);
    }
}
