package io.tillgate.internal.btcpay;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.internal.http.WireText;
import io.tillgate.processor.InvoiceRequest;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An invoice as the API shows it, with what we compare and follow.
 *
 * @param orderId {@code metadata.orderId}, which is our data; empty when it is missing
 * @param amount null for an invoice that takes any amount
 */
record BtcPayInvoice(
        String id,
        String storeId,
        String orderId,
        @Nullable BigDecimal amount,
        String currency,
        String checkoutLink,
        BtcPayStatus status) {

    static final int ID_CHARS_MAX = 200;
    static final int URL_CHARS_MAX = 2000;
    private static final int ORDER_ID_CHARS_MAX = 200;
    private static final int WORD_CHARS_MAX = 40;

    /** Reads one; null when it lacks an id or an address to pay at. */
    static @Nullable BtcPayInvoice read(JsonNode json) {
        String id = BtcPayJson.exact(json, "id", ID_CHARS_MAX);
        String checkoutLink = BtcPayJson.exact(json, "checkoutLink", URL_CHARS_MAX);
        boolean usable = !id.isEmpty() && WireText.isVisibleAscii(id) && WireText.isWebUrl(checkoutLink, URL_CHARS_MAX);
        if (!usable) {
            return null;
        }
        return new BtcPayInvoice(
                id,
                BtcPayJson.exact(json, "storeId", ID_CHARS_MAX),
                BtcPayJson.exact(json.path("metadata"), "orderId", ORDER_ID_CHARS_MAX),
                BtcPayJson.decimal(json.path("amount")),
                BtcPayJson.exact(json, "currency", WORD_CHARS_MAX),
                checkoutLink,
                new BtcPayStatus(
                        BtcPayJson.text(json, "status", WORD_CHARS_MAX),
                        BtcPayJson.text(json, "additionalStatus", WORD_CHARS_MAX)));
    }

    /** How it differs from what was ordered, as a sentence for staff; null when it does not. */
    @Nullable String mismatch(InvoiceRequest request, String ourStore) {
        if (!storeId.equals(ourStore)) {
            return "the invoice is in another store";
        }
        if (!orderId.equals(request.data())) {
            return "the invoice's orderId is not the one that we sent";
        }
        if (!currency.equals(request.due().currency().code())) {
            return "the invoice is in another currency than " + request.due().currency();
        }
        BigDecimal asked = amount;
        if (asked == null || asked.compareTo(request.due().toDecimal()) != 0) {
            return "the invoice asks for another amount than " + request.due();
        }
        return null;
    }
}
