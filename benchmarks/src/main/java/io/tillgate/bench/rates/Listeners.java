package io.tillgate.bench.rates;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Open pages that listen to prices: one socket each, read by one thread. */
final class Listeners implements AutoCloseable {

    private static final ByteBuffer REQUEST = ByteBuffer.wrap(("GET " + RatesServer.TILLGATE
                    + "/rates/stream?pairs=BTC-EUR HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));

    private final Selector selector;
    private final List<Page> pages = new ArrayList<>();
    private final ByteBuffer read = ByteBuffer.allocateDirect(65_536);

    private Listeners(Selector selector) {
        this.selector = selector;
    }

    /** A page that was refused or cut off stays in the list, and hears nothing. */
    private static final class Page {
        final SocketChannel channel;
        String tail = "";
        boolean closed;

        Page(SocketChannel channel) {
            this.channel = channel;
        }

        boolean hasHeard(String price) {
            return !closed && tail.contains(price);
        }
    }

    static Listeners open(int port, int count) throws IOException {
        Listeners listeners = new Listeners(Selector.open());
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.write(REQUEST.duplicate());
            channel.configureBlocking(false);
            Page page = new Page(channel);
            listeners.pages.add(page);
            channel.register(listeners.selector, SelectionKey.OP_READ, page);
        }
        return listeners;
    }

    /** How many hear a price, within a time; a page that was told a newer one first does not count. */
    int hear(String price, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        int heard = 0;
        for (Page page : pages) {
            heard += page.hasHeard(price) ? 1 : 0;
        }
        while (heard < pages.size() && System.nanoTime() < end) {
            selector.select(100);
            for (SelectionKey key : selector.selectedKeys()) {
                Page page = (Page) key.attachment();
                int before = page.hasHeard(price) ? 1 : 0;
                read(page);
                heard += (page.hasHeard(price) ? 1 : 0) - before;
            }
            selector.selectedKeys().clear();
        }
        return heard;
    }

    /** Keeps only the last event of each. */
    private void read(Page page) throws IOException {
        read.clear();
        if (page.channel.read(read) < 0) {
            page.closed = true;
            page.channel.close();
            return;
        }
        read.flip();
        String text = page.tail + StandardCharsets.UTF_8.decode(read);
        int event = text.lastIndexOf("event: rates");
        page.tail = event < 0 ? text : text.substring(event);
    }

    @Override
    public void close() throws IOException {
        for (Page page : pages) {
            page.channel.close();
        }
        selector.close();
    }
}
