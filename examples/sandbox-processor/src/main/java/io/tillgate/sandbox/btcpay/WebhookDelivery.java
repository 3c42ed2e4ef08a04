package io.tillgate.sandbox.btcpay;

import java.util.List;
import okio.ByteString;

/**
 * A webhook's delivery as it went, or would have gone, over the wire.
 *
 * @param signature the header {@code BTCPay-Sig}
 * @param answers HTTP status of each try, 0 where no answer came; empty as long as it was not sent
 */
public record WebhookDelivery(
        String deliveryId, String type, String invoiceId, String signature, ByteString body, List<Integer> answers) {

    public WebhookDelivery {
        answers = List.copyOf(answers);
    }
}
