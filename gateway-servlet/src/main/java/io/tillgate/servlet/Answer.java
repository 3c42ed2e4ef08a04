package io.tillgate.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A whole response, as a value: nothing is on the wire until {@link #send}. */
final class Answer {

    /** The endpoint answers by itself, now or later. */
    static final Answer LATER = new Answer(0, "", 0, out -> {});

    /** The length of a body that nobody knows before it is sent. */
    private static final int UNKNOWN = -1;

    private final int status;
    private final String contentType;
    private final int length;
    private final BodyWriter body;

    /** Names and values by turns, in the order they are set: a later one takes the place of an earlier one. */
    private final String[] headers;

    private Answer(int status, String contentType, int length, BodyWriter body, String... headers) {
        this.status = status;
        this.contentType = contentType;
        this.length = length;
        this.body = body;
        this.headers = headers;
    }

    static Answer of(int status, String contentType, byte[] body) {
        return of(status, contentType, body.length, out -> out.write(body));
    }

    static Answer of(int status, JsonBytes json) {
        return of(status, Json.CONTENT_TYPE, json.length(), json::writeTo);
    }

    /**
     * A body of any length, written while it is sent. Where the writer throws, the connection ends without the body's end,
     * so that nobody takes a part for the whole.
     */
    static Answer stream(int status, String contentType, BodyWriter writer) {
        return of(status, contentType, UNKNOWN, writer);
    }

    private static Answer of(int status, String contentType, int length, BodyWriter body) {
        return new Answer(status, contentType, length, body, "X-Content-Type-Options", "nosniff");
    }

    /** Writes the body of an answer. */
    @FunctionalInterface
    interface BodyWriter {
        void write(OutputStream out) throws IOException;
    }

    static Answer text(int status, String text) {
        return of(status, "text/plain;charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    static Answer empty(int status) {
        return of(status, "", new byte[0]);
    }

    /** Names and values by turns. */
    Answer with(String... more) {
        String[] all = Arrays.copyOf(headers, headers.length + more.length);
        System.arraycopy(more, 0, all, headers.length, more.length);
        return new Answer(status, contentType, length, body, all);
    }

    /** Something that is true for one client at one time: nobody may keep it. */
    Answer notStored() {
        return with("Cache-Control", "no-store");
    }

    int status() {
        return status;
    }

    void send(HttpServletResponse response, BodyChoice choice) throws IOException {
        sendHead(response);
        if (contentType.isEmpty()) {
            return;
        }
        if (length != UNKNOWN) {
            response.setContentLength(length);
        }
        if (choice == BodyChoice.WITH_BODY) {
            writeBody(response.getOutputStream());
        }
    }

    void writeBody(OutputStream out) throws IOException {
        body.write(out);
    }

    /** Status and headers only: the body comes from somebody else, of a length that nobody knows yet. */
    void sendHead(HttpServletResponse response) {
        response.setStatus(status);
        for (int i = 0; i < headers.length; i += 2) {
            response.setHeader(headers[i], headers[i + 1]);
        }
        if (!contentType.isEmpty()) {
            response.setContentType(contentType);
        }
    }

    /** A HEAD is answered like its GET, with all headers and without the body. */
    enum BodyChoice {
        WITH_BODY,
        HEAD_ONLY;

        static BodyChoice of(Ask ask) {
            return ask.isHead() ? HEAD_ONLY : WITH_BODY;
        }
    }
}
