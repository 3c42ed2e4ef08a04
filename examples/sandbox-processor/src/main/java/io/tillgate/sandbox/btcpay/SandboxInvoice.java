package io.tillgate.sandbox.btcpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * An invoice as it was at one moment.
 *
 * @param orderId what the shop sent as {@code metadata.orderId}
 * @param ordered the body of the create
 */
public record SandboxInvoice(
        String id,
        String orderId,
        String status,
        String additionalStatus,
        List<SandboxPayment> payments,
        ObjectNode ordered) {

    public SandboxInvoice {
        payments = List.copyOf(payments);
    }

    /** Such as {@code Expired/PaidLate}. */
    public String word() {
        return status + "/" + additionalStatus;
    }
}
