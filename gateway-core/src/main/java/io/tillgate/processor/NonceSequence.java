package io.tillgate.processor;

/** Gives numbers that only ever grow, per API key, across restarts and nodes. Safe for use by many threads. */
@FunctionalInterface
public interface NonceSequence {

    /**
     * A nonce greater than each one given before for this key, in microseconds of Unix time unless the clock went back.
     *
     * @throws io.tillgate.failure.GatewayException when the database can't be reached
     */
    long next(String apiKey);
}
