package io.tillgate.sandbox.btcpay;

import java.time.Instant;

/**
 * A payment towards an invoice.
 *
 * @param id an outpoint, as of a payment on the chain
 * @param fee what the server adds to the amount due for it, in satoshi
 */
public record SandboxPayment(String id, long satoshi, long fee, Status status, Instant receivedAt) {

    /** How far it came. The name in JSON is in camel case. */
    public enum Status {
        PROCESSING("Processing"),
        SETTLED("Settled"),
        /** Replaced or spent twice. */
        INVALID("Invalid");

        private final String wire;

        Status(String wire) {
            this.wire = wire;
        }

        String wire() {
            return wire;
        }
    }

    SandboxPayment with(Status other) {
        return new SandboxPayment(id, satoshi, fee, other, receivedAt);
    }
}
