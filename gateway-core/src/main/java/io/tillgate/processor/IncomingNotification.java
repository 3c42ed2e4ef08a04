package io.tillgate.processor;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A notification as it came off the wire, before anybody believed it.
 *
 * @param processor the processor it was addressed to
 * @param headers the headers that a signature may need; names compare without regard to case
 * @param body the raw bytes; the caller hands them over and must not change them afterwards
 */
public record IncomingNotification(
        ProcessorId processor, Map<String, String> headers, byte[] body, Instant receivedAt) {

    public IncomingNotification {
        TreeMap<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public String toString() {
        return "IncomingNotification[processor=" + processor + ", bytes=" + body.length + "]";
    }
}
