package io.tillgate.internal.ticker.stream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/**
 * Bounds a frame: makes sockets that break once too many bytes came since the last frame was complete. OkHttp itself
 * collects a frame of any size in memory.
 */
final class FrameMeter extends SocketFactory {

    /** A full order book of 200 rows has some 10 KiB. */
    static final int FRAME_BYTES_MAX = 256 * 1024;

    private final AtomicLong bytes = new AtomicLong();

    /** A frame is complete: the next one begins. What was read ahead of it, a few KiB, is not counted. */
    void frameEnds() {
        bytes.set(0);
    }

    boolean exceeded() {
        return bytes.get() > FRAME_BYTES_MAX;
    }

    @Override
    public Socket createSocket() {
        return new MeteredSocket();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("only sockets that are connected later");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("only sockets that are connected later");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("only sockets that are connected later");
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException("only sockets that are connected later");
    }

    private final class MeteredSocket extends Socket {

        @Override
        public InputStream getInputStream() throws IOException {
            return new MeteredInput(super.getInputStream());
        }
    }

    private final class MeteredInput extends FilterInputStream {

        MeteredInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) throws SocketException {
            if (bytes.addAndGet(read) > FRAME_BYTES_MAX) {
                throw new SocketException("a frame has more than " + FRAME_BYTES_MAX + " bytes");
            }
        }
    }
}
