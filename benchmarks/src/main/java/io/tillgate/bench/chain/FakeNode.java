package io.tillgate.bench.chain;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A node that has a chain, over HTTP. */
final class FakeNode implements AutoCloseable {

    /** What it hands out; for several threads. */
    interface Chain {
        String hash(int height);

        /** The whole answer to {@code getblock}, in pieces. */
        List<byte[]> block(String hash);

        /** The digits of a transaction that waits for a block. */
        String transaction();
    }

    private static final Pattern CALL =
            Pattern.compile("\"id\":(\\d+),\"method\":\"(\\w+)\",\"params\":\\[\"?([0-9a-f]*)\"?");

    private final Chain chain;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private volatile int height;
    private volatile byte[] mempool = answer("[]", "0").getBytes(StandardCharsets.US_ASCII);
    private volatile CountDownLatch mempoolAsked = new CountDownLatch(0);

    FakeNode(Chain chain) {
        this.chain = chain;
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

    /** So many transactions wait for a block from now on. */
    void mempool(int count) {
        String ids = IntStream.range(0, count)
                .mapToObj(i -> "\"%08x%056x\"".formatted(i * 0x9e3779b1, i))
                .collect(Collectors.joining(","));
        mempool = answer("[" + ids + "]", "0").getBytes(StandardCharsets.US_ASCII);
    }

    /** Opens once its mempool was asked for so often from now on: who does has followed to the last block before. */
    CountDownLatch mempoolAsked(int times) {
        CountDownLatch latch = new CountDownLatch(times);
        mempoolAsked = latch;
        return latch;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
        List<byte[]> answer = body.startsWith("[") ? List.of(batch(body)) : one(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(
                200, answer.stream().mapToLong(piece -> piece.length).sum());
        for (byte[] piece : answer) {
            exchange.getResponseBody().write(piece);
        }
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

    private List<byte[]> one(String body) {
        Matcher call = CALL.matcher(body);
        if (!call.find()) {
            throw new IllegalArgumentException(body);
        }
        return switch (call.group(2)) {
            case "getblock" -> chain.block(call.group(3));
            case "getrawmempool" -> {
                mempoolAsked.countDown();
                yield List.of(mempool);
            }
            default -> List.of(small(call).getBytes(StandardCharsets.US_ASCII));
        };
    }

    private String small(Matcher call) {
        String result = switch (call.group(2)) {
            case "getblockchaininfo" ->
                "{\"chain\":\"regtest\",\"blocks\":" + height + ",\"headers\":" + height + ",\"bestblockhash\":\""
                        + chain.hash(height) + "\"}";
            case "getblockhash" -> "\"" + chain.hash(Integer.parseInt(call.group(3))) + "\"";
            case "getrawtransaction" -> "\"" + chain.transaction() + "\"";
            default -> throw new IllegalArgumentException(call.group(2));
        };
        return answer(result, call.group(1));
    }

    private static String answer(String result, String id) {
        return "{\"result\":" + result + ",\"error\":null,\"id\":" + id + "}";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
