package io.tillgate.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tillgate.Gateway;
import io.tillgate.notification.IntakeResult;
import io.tillgate.processor.ProcessorId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Takes a processor's notifications in over HTTP and hands them to a gateway, keeps them for the test, or loses them. */
final class NotificationDoor implements AutoCloseable {

    /** What happens to a notification that comes. */
    enum Mode {
        OPEN,
        /** Answered as if it had been stored, and kept for the test to deliver. */
        KEEP,
        /** Something between us and the processor swallows it. */
        BLOCKED
    }

    /** A notification as it came. */
    static final class Arrival {
        private final Map<String, String> headers;
        private final byte[] body;

        Arrival(Map<String, String> headers, byte[] body) {
            this.headers = Map.copyOf(headers);
            this.body = body.clone();
        }

        /** The same with one byte of its body changed, and its signature left. */
        Arrival forged() {
            byte[] other = body.clone();
            other[other.length / 2] ^= 1;
            return new Arrival(headers, other);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final AtomicReference<Mode> mode = new AtomicReference<>(Mode.OPEN);
    private final AtomicReference<Gateway> gateway = new AtomicReference<>();

    NotificationDoor() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/pay/ipn/", this::take);
        server.start();
    }

    /** What the gateway's public base URL has to be. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/pay";
    }

    void leadsTo(Gateway other) {
        gateway.set(other);
    }

    void mode(Mode other) {
        mode.set(other);
    }

    /** All that came, lost or not, the first one first. */
    List<Arrival> arrivals() {
        return arrivals;
    }

    IntakeResult deliver(ProcessorId processor, Arrival arrival) {
        return gateway.get()
                .notifications()
                .receive(processor, arrival.headers, arrival.body)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            Arrival arrival = new Arrival(headers, exchange.getRequestBody().readAllBytes());
            arrivals.add(arrival);
            String path = exchange.getRequestURI().getPath();
            ProcessorId processor = new ProcessorId(path.substring(path.lastIndexOf('/') + 1));
            switch (mode.get()) {
                case OPEN -> answer(exchange, deliver(processor, arrival));
                case KEEP -> answer(exchange, new IntakeResult.Stored("[OK]"));
                // Final for whoever sends it: a firewall's answer.
                case BLOCKED -> answer(exchange, 403, "blocked");
            }
        }
    }

    /** The answers of the servlet. */
    private static void answer(HttpExchange exchange, IntakeResult result) throws IOException {
        if (result instanceof IntakeResult.Stored stored) {
            answer(exchange, 200, stored.acknowledgement());
        } else {
            answer(exchange, result instanceof IntakeResult.Refused ? 403 : 503, "not stored");
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
