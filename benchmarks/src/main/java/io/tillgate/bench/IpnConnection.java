package io.tillgate.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One keep-alive connection of the load generator: a request at a time, each answer read whole and looked at. */
final class IpnConnection {

    /** What the answer to a request was. */
    enum Answer {
        INCOMPLETE,
        OK,
        REFUSED
    }

    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
    private static final byte[] CONTENT_LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STATUS_OK = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ACKNOWLEDGEMENT = "[OK]".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final byte[] answer = new byte[8192];
    private final ByteBuffer buffer = ByteBuffer.wrap(answer);
    private int index;
    private long due;

    IpnConnection(SocketChannel channel) {
        this.channel = channel;
    }

    void send(int ipn, ByteBuffer request, long dueAt) throws IOException {
        index = ipn;
        due = dueAt;
        buffer.clear();
        while (request.hasRemaining()) {
            // Smaller than any socket buffer that has nothing else in it, so this does not spin.
            channel.write(request);
        }
    }

    int index() {
        return index;
    }

    /** When the request that is under way was due, by the nanosecond clock. */
    long due() {
        return due;
    }

    Answer read() throws IOException {
        if (channel.read(buffer) < 0) {
            throw new EOFException("the server closed a connection; it had said: " + text());
        }
        int length = buffer.position();
        int head = indexOf(HEAD_END, 0, length);
        if (head < 0) {
            return Answer.INCOMPLETE;
        }
        int bodyStart = head + HEAD_END.length;
        int bodyLength = contentLength(head);
        if (length < bodyStart + bodyLength) {
            return Answer.INCOMPLETE;
        }
        boolean ok = startsWith(STATUS_OK, 0)
                && bodyLength == ACKNOWLEDGEMENT.length
                && startsWith(ACKNOWLEDGEMENT, bodyStart);
        return ok ? Answer.OK : Answer.REFUSED;
    }

    private int contentLength(int headEnd) throws IOException {
        int at = indexOf(CONTENT_LENGTH, 0, headEnd);
        if (at < 0) {
            throw new IOException("an answer has no Content-Length: " + text());
        }
        int value = 0;
        for (int i = at + CONTENT_LENGTH.length; i < headEnd && answer[i] != '\r'; i++) {
            if (answer[i] != ' ') {
                value = value * 10 + (answer[i] - '0');
            }
        }
        return value;
    }

    /** Compares without regard to case. */
    private int indexOf(byte[] wanted, int from, int to) {
        for (int i = from; i + wanted.length <= to; i++) {
            int j = 0;
            while (j < wanted.length && lower(answer[i + j]) == wanted[j]) {
                j++;
            }
            if (j == wanted.length) {
                return i;
            }
        }
        return -1;
    }

    private static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + ('a' - 'A')) : b;
    }

    private boolean startsWith(byte[] wanted, int from) {
        for (int i = 0; i < wanted.length; i++) {
            if (answer[from + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private String text() {
        return new String(answer, 0, buffer.position(), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }
}
