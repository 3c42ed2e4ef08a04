package io.tillgate.rate;

/** What asking for a forex rate gave. */
public sealed interface ForexAnswer {

    record Received(ForexRate.Told rate) implements ForexAnswer {}

    /**
     * No usable rate.
     *
     * @param reason a sentence for staff: what came back, never a body or a secret
     */
    record Failed(String source, String reason) implements ForexAnswer {}
}
