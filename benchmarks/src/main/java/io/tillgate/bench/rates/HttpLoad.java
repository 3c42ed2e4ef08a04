package io.tillgate.bench.rates;

import io.tillgate.bench.LatencyHistogram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;

/**
 * Asks over keep-alive connections from one thread, without pipelining: each connection sends its next request once it has
 * its answer.
 */
final class HttpLoad {

    private static final Duration LAST_ANSWERS_WAIT = Duration.ofSeconds(15);

    /**
     * What came of it.
     *
     * @param refused answered anything else than 200
     */
    record Outcome(long answered, long refused, Duration time, LatencyHistogram latencies) {

        long perSecond() {
            return Math.round(answered * 1e9 / time.toNanos());
        }

        double millis(double percent) {
            return latencies.percentile(percent).toNanos() / 1e6;
        }
    }

    private final Selector selector;
    private final List<ByteBuffer> requests;
    private final LatencyHistogram latencies = new LatencyHistogram();
    private int next;
    private long answered;
    private long refused;

    private HttpLoad(Selector selector, List<ByteBuffer> requests) {
        this.selector = selector;
        this.requests = requests;
    }

    static Outcome run(int port, List<ByteBuffer> requests, int connections, Duration time) throws IOException {
        try (Selector selector = Selector.open()) {
            HttpLoad load = new HttpLoad(selector, requests);
            try {
                return load.run(port, connections, time);
            } finally {
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
            }
        }
    }

    private Outcome run(int port, int connections, Duration time) throws IOException {
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            GetConnection connection = new GetConnection(channel);
            channel.register(selector, SelectionKey.OP_READ, connection);
            connection.send(request());
        }
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long now = start;
        while (now < end) {
            if (selector.select(LAST_ANSWERS_WAIT.toMillis()) == 0) {
                throw new IOException("the server has stopped answering");
            }
            now = System.nanoTime();
            takeAnswers(now);
        }
        return new Outcome(answered, refused, Duration.ofNanos(now - start), latencies);
    }

    private void takeAnswers(long now) throws IOException {
        for (SelectionKey key : selector.selectedKeys()) {
            GetConnection connection = (GetConnection) key.attachment();
            if (connection.read()) {
                if (connection.isOk()) {
                    answered++;
                    latencies.add(now - connection.sentAt());
                } else {
                    refused++;
                }
                connection.send(request());
            }
        }
        selector.selectedKeys().clear();
    }

    private ByteBuffer request() {
        next = next + 1 == requests.size() ? 0 : next + 1;
        return requests.get(next).duplicate();
    }
}
