package io.tillgate.internal.btcpay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.processor.BtcPaySettings;
import io.tillgate.processor.InvoiceRequest;
import java.time.Duration;
import java.time.Instant;

/**
 * The body of a create. The amount is the amount due in bitcoin, so that what the buyer owes is what our quote proves,
 * whatever BTCPay Server's own rates are; and nothing less is taken for enough, since that is for our policy to say.
 *
 * <p>Source: protocol/btcpay-greenfield.md 3.2.
 */
final class BtcPayCreateBody {

    private static final Duration EXPIRATION_MIN = Duration.ofMinutes(1);
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    private BtcPayCreateBody() {}

    static byte[] of(InvoiceRequest request, BtcPaySettings settings, Instant now) {
        ObjectNode body = BtcPayJson.object()
                .put("amount", request.due().toDecimal().toPlainString())
                .put("currency", request.due().currency().code());
        ObjectNode metadata = body.putObject("metadata").put("orderId", request.data());
        if (request.description() != null) {
            metadata.put("itemDesc", request.description());
        }
        ObjectNode checkout = body.putObject("checkout")
                .put("expirationMinutes", expirationMinutes(request, now))
                .put("monitoringMinutes", request.monitoring().toMinutes())
                .put("paymentTolerance", 0)
                .put("redirectURL", request.returnSuccessUrl())
                .put("redirectAutomatically", true);
        settings.speedPolicy().ifPresent(policy -> checkout.put("speedPolicy", policy.wire()));
        if (!settings.paymentMethods().isEmpty()) {
            ArrayNode methods = checkout.putArray("paymentMethods");
            settings.paymentMethods().forEach(methods::add);
        }
        body.putArray("additionalSearchTerms").add(request.orderId().toString());
        return BtcPayJson.write(body);
    }

    /** The wire has whole minutes. To the nearest one, so that the call's own time costs the buyer none. */
    private static long expirationMinutes(InvoiceRequest request, Instant now) {
        Duration left = Duration.between(now, request.expiresAt()).plus(HALF_A_MINUTE);
        return Math.max(EXPIRATION_MIN.toMinutes(), left.toMinutes());
    }
}
