package io.tillgate.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A whole response, as a value: nothing is on the wire until {@link #send}. */
final class Answer {

    /** The endpoint answers by itself, now or later. */
    static final Answer LATER = new Answer(0, "", new byte[0], null);

    private final int status;
    private final String contentType;
    private final byte[] body;

    /** Writes a body that is too long to hold; null for one that is held. */
    private final @Nullable BodyWriter writer;

    /** Names and values by turns, in the order they are set: a later one takes the place of an earlier one. */
    private final String[] headers;

    private Answer(int status, String contentType, byte[] body, @Nullable BodyWriter writer, String... headers) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.writer = writer;
        this.headers = headers;
    }

    static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, contentType, body, null, "X-Content-Type-Options", "nosniff");
    }

    /**
     * A body of any length, written while it is sent. Where the writer throws, the connection ends without the body's end,
     * so that nobody takes a part for the whole.
     */
    static Answer stream(int status, String contentType, BodyWriter writer) {
        return new Answer(status, contentType, new byte[0], writer, "X-Content-Type-Options", "nosniff");
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

    Answer with(String header, String value) {
        String[] more = Arrays.copyOf(headers, headers.length + 2);
        more[headers.length] = header;
        more[headers.length + 1] = value;
        return new Answer(status, contentType, body, writer, more);
    }

    /** Something that is true for one client at one time: nobody may keep it. */
    Answer notStored() {
        return with("Cache-Control", "no-store");
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body.clone();
    }

    void send(HttpServletResponse response, BodyChoice choice) throws IOException {
        sendHead(response);
        if (contentType.isEmpty()) {
            return;
        }
        if (writer != null) {
            if (choice == BodyChoice.WITH_BODY) {
                writer.write(response.getOutputStream());
            }
            return;
        }
        response.setContentLength(body.length);
        if (choice == BodyChoice.WITH_BODY) {
            response.getOutputStream().write(body);
        }
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
