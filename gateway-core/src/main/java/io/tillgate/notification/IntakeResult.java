package io.tillgate.notification;

/** What became of a notification, and so what to answer. */
public sealed interface IntakeResult {

    /**
     * Committed, with all that it changed; or committed earlier and repeated now.
     *
     * @param acknowledgement the exact text that the processor waits for
     */
    record Stored(String acknowledgement) implements IntakeResult {}

    /** Not believed; nothing changed. */
    record Refused(String reason) implements IntakeResult {}

    /** Not stored: the queue is full or the store is down. The processor sends it again. */
    record TryAgain(String reason) implements IntakeResult {}
}
