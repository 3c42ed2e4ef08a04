package io.tillgate.bench.chain;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Hands out blocks faster than any node can: its answers lie ready in memory. So whatever catching up takes longer than
 * fetching from here, it takes at most as much longer with a real one.
 */
final class ReadyChain implements FakeNode.Chain {

    private final List<String> hashes;
    private final Map<String, byte[]> answers = new HashMap<>();

    ReadyChain(List<SyntheticBlocks.Made> chain) {
        hashes = chain.stream().map(SyntheticBlocks.Made::hash).toList();
        for (SyntheticBlocks.Made block : chain) {
            String answer = "{\"result\":\"" + HexFormat.of().formatHex(block.raw()) + "\",\"error\":null,\"id\":0}";
            answers.put(block.hash(), answer.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public String hash(int height) {
        return hashes.get(height);
    }

    @Override
    public List<byte[]> block(String hash) {
        return List.of(Objects.requireNonNull(answers.get(hash)));
    }

    @Override
    public String transaction() {
        throw new IllegalStateException("nothing waits for a block");
    }
}
