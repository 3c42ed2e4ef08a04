package io.tillgate.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A shop that hears IPNs over real HTTP and answers what it was told to, then {@code [OK]}. */
final class LittleShop implements AutoCloseable {
    record Heard(String restKey, String restSign, String contentType, String body) {
        FormFields fields() {
            return FormFields.parse(okio.ByteString.encodeUtf8(body));
        }
    }

    record Says(int status, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final Deque<Says> answers = new ArrayDeque<>();

    LittleShop() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/ipn", this::answer);
        server.start();
    }

    String ipnUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/ipn";
    }

    LittleShop says(int status, String body) {
        synchronized (answers) {
            answers.add(new Says(status, body));
        }
        return this;
    }

    List<Heard> heard() {
        return List.copyOf(heard);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            heard.add(new Heard(
                    exchange.getRequestHeaders().getFirst("Rest-Key"),
                    exchange.getRequestHeaders().getFirst("Rest-Sign"),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    body));
            Says says;
            synchronized (answers) {
                says = answers.isEmpty() ? new Says(200, "[OK]") : answers.poll();
            }
            if (says.status() == 302) {
                exchange.getResponseHeaders().set("Location", ipnUrl());
            }
            byte[] bytes = says.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(says.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
