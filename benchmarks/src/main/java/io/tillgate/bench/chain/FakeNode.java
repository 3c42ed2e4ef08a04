package io.tillgate.bench.chain;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hands out blocks faster than any node can: its answers lie ready in memory. So whatever catching up takes longer than
 * fetching from here, it takes at most as much longer with a real one.
 */
final class FakeNode implements AutoCloseable {

    private static final Pattern CALL =
            Pattern.compile("\"id\":(\\d+),\"method\":\"(\\w+)\",\"params\":\\[\"?([0-9a-f]*)\"?");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final List<String> hashes = new ArrayList<>();
    private final Map<String, byte[]> answers = new HashMap<>();
    private volatile int height;

    FakeNode(List<SyntheticBlocks.Made> chain) {
        for (SyntheticBlocks.Made block : chain) {
            hashes.add(block.hash());
            String answer = "{\"result\":\"" + HexFormat.of().formatHex(block.raw()) + "\",\"error\":null,\"id\":0}";
            answers.put(block.hash(), answer.getBytes(StandardCharsets.US_ASCII));
        }
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The height of its last block from now on. */
    void height(int value) {
        height = value;
    }

    String hash(int at) {
        return hashes.get(at);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
        byte[] answer = body.startsWith("[") ? batch(body) : one(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private byte[] batch(String body) {
        List<String> parts = new ArrayList<>();
        Matcher call = CALL.matcher(body);
        while (call.find()) {
            parts.add(small(call));
        }
        return ("[" + String.join(",", parts) + "]").getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] one(String body) {
        Matcher call = CALL.matcher(body);
        if (!call.find()) {
            throw new IllegalArgumentException(body);
        }
        return call.group(2).equals("getblock")
                ? Objects.requireNonNull(answers.get(call.group(3)))
                : small(call).getBytes(StandardCharsets.US_ASCII);
    }

    private String small(Matcher call) {
        String result = switch (call.group(2)) {
            case "getblockchaininfo" ->
                "{\"chain\":\"regtest\",\"blocks\":" + height + ",\"headers\":" + height + ",\"bestblockhash\":\""
                        + hashes.get(height) + "\"}";
            case "getblockhash" -> "\"" + hashes.get(Integer.parseInt(call.group(3))) + "\"";
            case "getrawmempool" -> "[]";
            default -> throw new IllegalArgumentException(call.group(2));
        };
        return "{\"result\":" + result + ",\"error\":null,\"id\":" + call.group(1) + "}";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
