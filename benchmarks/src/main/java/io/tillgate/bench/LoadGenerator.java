package io.tillgate.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests over keep-alive connections from one thread, without pipelining, and measures how long each answer takes.
 * Closed loop: each connection sends its next request once it has its answer. Open loop: requests are due at a fixed
 * rate, and a latency counts from when its request was due, so that a stall is not hidden.
 */
final class LoadGenerator {

    /** How many requests a second, or as many as the answers allow. */
    record Load(int connections, Duration time, long perSecond) {

        static Load closed(int connections, Duration time) {
            return new Load(connections, time, 0);
        }

        static Load open(int connections, Duration time, long perSecond) {
            return new Load(connections, time, perSecond);
        }

        boolean isOpen() {
            return perSecond > 0;
        }
    }

    /**
     * What came of a load.
     *
     * @param acknowledged answered {@code [OK]} before the time was over
     * @param refused answered anything else
     */
    record Outcome(long acknowledged, long refused, Duration time, LatencyHistogram latencies) {

        double perSecond() {
            return acknowledged * 1e9 / time.toNanos();
        }
    }

    private static final Duration LAST_ANSWERS_WAIT = Duration.ofSeconds(15);
    private static final long PARK_NANOS = 50_000;

    private final Ipns ipns;
    private final Load load;
    private final Selector selector;
    private final Deque<IpnConnection> idle = new ArrayDeque<>();
    private final LatencyHistogram latencies = new LatencyHistogram();
    private long acknowledged;
    private long refused;
    private int underWay;

    private LoadGenerator(Ipns ipns, Load load, Selector selector) {
        this.ipns = ipns;
        this.load = load;
        this.selector = selector;
    }

    static Outcome run(int port, Ipns ipns, Load load) throws IOException {
        try (Selector selector = Selector.open()) {
            LoadGenerator generator = new LoadGenerator(ipns, load, selector);
            try {
                generator.connect(port);
                return generator.run();
            } finally {
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
            }
        }
    }

    private void connect(int port) throws IOException {
        for (int i = 0; i < load.connections(); i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            IpnConnection connection = new IpnConnection(channel);
            channel.register(selector, SelectionKey.OP_READ, connection);
            idle.add(connection);
        }
    }

    private Outcome run() throws IOException {
        long start = System.nanoTime();
        long end = start + load.time().toNanos();
        long now = start;
        while (now < end && (ipns.hasNext() || underWay > 0)) {
            sendDue(start, now, end);
            waitForAnswers(start, now);
            now = System.nanoTime();
            takeAnswers(now);
        }
        Outcome outcome = new Outcome(acknowledged, refused, Duration.ofNanos(now - start), copyOfLatencies());
        waitForLastAnswers();
        return outcome;
    }

    /** Answers after the time are not measured, but what they acknowledge must not be lost either. */
    private void waitForLastAnswers() throws IOException {
        long giveUp = System.nanoTime() + LAST_ANSWERS_WAIT.toNanos();
        while (underWay > 0 && System.nanoTime() < giveUp) {
            selector.select(100);
            takeAnswers(System.nanoTime());
        }
        if (underWay > 0) {
            throw new IOException(underWay + " requests were never answered");
        }
    }

    private void sendDue(long start, long now, long end) throws IOException {
        while (!idle.isEmpty() && ipns.hasNext()) {
            long due = load.isOpen() ? dueAt(start) : now;
            if (due > now || due >= end) {
                return;
            }
            IpnConnection connection = idle.remove();
            int index = ipns.next();
            connection.send(index, ipns.request(index), due);
            sentCount++;
            underWay++;
        }
    }

    private long sentCount;

    private long dueAt(long start) {
        return start + sentCount * 1_000_000_000L / load.perSecond();
    }

    private void waitForAnswers(long start, long now) throws IOException {
        if (!load.isOpen()) {
            selector.select(100);
            return;
        }
        if (selector.selectNow() == 0 && dueAt(start) - now > PARK_NANOS) {
            LockSupport.parkNanos(PARK_NANOS);
            selector.selectNow();
        }
    }

    private void takeAnswers(long now) throws IOException {
        for (SelectionKey key : selector.selectedKeys()) {
            IpnConnection connection = (IpnConnection) key.attachment();
            IpnConnection.Answer answer = connection.read();
            if (answer == IpnConnection.Answer.INCOMPLETE) {
                continue;
            }
            if (answer == IpnConnection.Answer.OK) {
                ipns.acknowledge(connection.index());
                latencies.add(now - connection.due());
                acknowledged++;
            } else {
                refused++;
            }
            underWay--;
            idle.add(connection);
        }
        selector.selectedKeys().clear();
    }

    private LatencyHistogram copyOfLatencies() {
        LatencyHistogram copy = new LatencyHistogram();
        copy.addAll(latencies);
        return copy;
    }
}
