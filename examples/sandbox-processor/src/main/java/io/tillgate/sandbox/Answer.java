package io.tillgate.sandbox;

import java.time.Duration;
import java.util.Map;
import okio.ByteString;

/** What the sandbox does with a request: answer it now, answer it late, or hang up without a word. */
public sealed interface Answer {

    record Reply(int status, String contentType, ByteString body, Map<String, String> headers) implements Answer {
        public Reply {
            headers = Map.copyOf(headers);
        }

        public static Reply text(int status, String text) {
            return new Reply(status, "text/plain; charset=utf-8", ByteString.encodeUtf8(text), Map.of());
        }

        public static Reply html(int status, String html) {
            return new Reply(status, "text/html; charset=utf-8", ByteString.encodeUtf8(html), Map.of());
        }

        public static Reply json(int status, Object value) {
            return new Reply(status, "application/json; charset=utf-8", Json.write(value), Map.of());
        }

        /** 405 must say what is allowed instead, such as {@code GET, POST}. */
        public Reply allowing(String methods) {
            return new Reply(status, contentType, body, Map.of("Allow", methods));
        }

        /** 303, so that the browser follows a form's POST with a GET. */
        public static Reply seeOther(String location) {
            return new Reply(303, "text/plain; charset=utf-8", ByteString.EMPTY, Map.of("Location", location));
        }
    }

    record Later(Reply reply, Duration delay) implements Answer {}

    record HangUp() implements Answer {}
}
