package io.tillgate.sandbox;

import java.time.Instant;
import java.util.List;

/**
 * An order of the sandbox, as it was at the moment of asking.
 *
 * @param paymentUrl where the buyer pays
 * @param received what the buyer has sent so far
 */
public record SandboxOrder(
        String transaction,
        String paymentUrl,
        Instant createdAt,
        Status status,
        Requested requested,
        Received received,
        List<SandboxIpn> ipns) {

    /** What the last IPN said. It never stops a buyer from paying. */
    public enum Status {
        OPEN,
        PARTIAL,
        PAID,
        CANCELLED,
        CLOSED
    }

    /**
     * What the merchant asked for; optional texts that were not sent are empty.
     *
     * @param amountInt in the {@code _int} scale of {@code currency}
     * @param dueSatoshi the same in satoshi; for fiat at the sandbox's bid when the order came, rounded up
     */
    public record Requested(
            String currency,
            long amountInt,
            long dueSatoshi,
            String description,
            String data,
            String ipn,
            String returnSuccess,
            String returnFailure) {}

    /**
     * Satoshis by how far they came.
     *
     * @param paid told to the merchant as {@code paid}, over all payments
     * @param valid confirmed part of the payment that is under way
     * @param pending unconfirmed part of the payment that is under way
     */
    public record Received(long paid, long valid, long pending) {
        static final Received NOTHING = new Received(0, 0, 0);
    }

    public SandboxOrder {
        ipns = List.copyOf(ipns);
    }
}
