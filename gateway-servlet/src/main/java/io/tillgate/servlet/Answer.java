package io.tillgate.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A whole response, as a value: nothing is on the wire until {@link #send}. */
final class Answer {

    /** The endpoint answers by itself, now or later. */
    static final Answer LATER = new Answer(0, "", new byte[0], Map.of());

    private final int status;
    private final String contentType;
    private final byte[] body;
    private final Map<String, String> headers;

    private Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.headers = headers;
    }

    static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, contentType, body, Map.of("X-Content-Type-Options", "nosniff"));
    }

    static Answer text(int status, String text) {
        return of(status, "text/plain;charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    static Answer empty(int status) {
        return of(status, "", new byte[0]);
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, body, more);
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
        response.setStatus(status);
        headers.forEach(response::setHeader);
        if (contentType.isEmpty()) {
            return;
        }
        response.setContentType(contentType);
        response.setContentLength(body.length);
        if (choice == BodyChoice.WITH_BODY) {
            response.getOutputStream().write(body);
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
