package io.tillgate.processor;

/** Whether a notification may be believed. */
public sealed interface Verdict {

    /** The processor's signature over the raw bytes holds. */
    record Authentic(NotificationContent content) implements Verdict {}

    /**
     * The wire carries no signature; believe it only if our mac in {@code data} holds. For senders that follow the 2012
     * page to the letter.
     */
    record AuthenticIfDataIsOurs(NotificationContent content) implements Verdict {}

    /**
     * Not believed, nothing may change.
     *
     * @param reason a fixed sentence; never a part of what was sent
     */
    record Refused(String reason) implements Verdict {}
}
