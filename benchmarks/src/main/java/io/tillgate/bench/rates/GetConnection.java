package io.tillgate.bench.rates;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One keep-alive connection: a request at a time, each answer read whole. */
final class GetConnection {

    private static final byte[] STATUS_OK = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
    private static final byte[] LENGTH = "\r\nContent-Length:".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final byte[] answer = new byte[16_384];
    private final ByteBuffer buffer = ByteBuffer.wrap(answer);
    private long sentAt;

    GetConnection(SocketChannel channel) {
        this.channel = channel;
    }

    void send(ByteBuffer request) throws IOException {
        buffer.clear();
        sentAt = System.nanoTime();
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    long sentAt() {
        return sentAt;
    }

    /** Whether the whole answer is there. */
    boolean read() throws IOException {
        if (channel.read(buffer) < 0) {
            throw new EOFException("the server closed a connection");
        }
        int head = indexOf(HEAD_END, buffer.position());
        return head >= 0 && buffer.position() >= head + HEAD_END.length + contentLength(head);
    }

    boolean isOk() {
        for (int i = 0; i < STATUS_OK.length; i++) {
            if (answer[i] != STATUS_OK[i]) {
                return false;
            }
        }
        return true;
    }

    String text() {
        return new String(answer, 0, buffer.position(), StandardCharsets.UTF_8);
    }

    private int contentLength(int headEnd) throws IOException {
        int at = indexOf(LENGTH, headEnd);
        if (at < 0) {
            throw new IOException("an answer has no Content-Length: " + text());
        }
        int value = 0;
        for (int i = at + LENGTH.length; i < headEnd && answer[i] != '\r'; i++) {
            if (answer[i] != ' ') {
                value = value * 10 + (answer[i] - '0');
            }
        }
        return value;
    }

    private int indexOf(byte[] wanted, int end) {
        for (int i = 0; i + wanted.length <= end; i++) {
            int j = 0;
            while (j < wanted.length && answer[i + j] == wanted[j]) {
                j++;
            }
            if (j == wanted.length) {
                return i;
            }
        }
        return -1;
    }
}
