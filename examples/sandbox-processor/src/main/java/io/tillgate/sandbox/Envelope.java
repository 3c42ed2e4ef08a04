package io.tillgate.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON around every answer: {@code return} carries it in version 1, {@code data} in version 2. */
enum Envelope {
    V1("return"),
    V2("data");

    private final String payloadField;

    Envelope(String payloadField) {
        this.payloadField = payloadField;
    }

    Answer.Reply success(Object payload) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("result", "success");
        body.put(payloadField, payload);
        return Answer.Reply.json(200, body);
    }

    static Answer.Reply error(int status, WireError error) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("result", "error");
        body.put("error", error.text());
        if (!error.token().isEmpty()) {
            body.put("token", error.token());
        }
        return Answer.Reply.json(status, body);
    }
}
