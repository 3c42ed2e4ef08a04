package io.tillgate.processor;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A notification as it came off the wire, before anybody believed it. */
public final class IncomingNotification {

    private final ProcessorId processor;
    private final Map<String, String> headers;
    private final byte[] body;
    private final Instant receivedAt;

    /**
     * @param processor the processor it was addressed to
     * @param headers the headers that a signature may need; names compare without regard to case
     * @param body the raw bytes; the caller hands them over and must not change them afterwards
     */
    public IncomingNotification(ProcessorId processor, Map<String, String> headers, byte[] body, Instant receivedAt) {
        TreeMap<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        this.processor = processor;
        this.headers = anyCase;
        this.body = body;
        this.receivedAt = receivedAt;
    }

    public ProcessorId processor() {
        return processor;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** All headers; names compare without regard to case. */
    public Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    /** The raw bytes themselves, not a copy: read only. */
    public byte[] body() {
        return body;
    }

    public Instant receivedAt() {
        return receivedAt;
    }

    @Override
    public String toString() {
        return "IncomingNotification[processor=" + processor + ", bytes=" + body.length + "]";
    }
}
