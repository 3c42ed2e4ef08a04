package io.tillgate.internal.mtgox;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.internal.http.WireText;
import io.tillgate.processor.CreateAnswer;
import io.tillgate.processor.CreateAnswer.Created;
import io.tillgate.processor.CreateAnswer.Declined;
import io.tillgate.processor.CreateAnswer.Unknown;
import io.tillgate.processor.InvoiceRequest;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.MtGoxSettings.Option;
import java.util.EnumSet;
import java.util.Set;

/**
 * Calls {@code merchant/order/create}.
 *
 * <p>Source: protocol/mtgox.md 1.
 */
final class MtGoxInvoiceClient {

    static final int TRANSACTION_CHARS_MAX = 200;
    static final int PAYMENT_URL_CHARS_MAX = 2000;

    private final MtGoxCalls calls;
    private final String path;
    private final Set<Option> options = EnumSet.noneOf(Option.class);

    MtGoxInvoiceClient(MtGoxSettings settings, MtGoxCalls calls) {
        this.calls = calls;
        this.path = settings.createPath();
        this.options.addAll(settings.options());
    }

    /**
     * Asks for an invoice, in the time that {@link MtGoxCalls#call} takes.
     *
     * @throws io.tillgate.failure.GatewayException when no nonce can be had; then nothing was sent
     */
    CreateAnswer create(InvoiceRequest invoice) {
        MtGoxCalls.Outcome outcome = calls.call(path, nonce -> MtGoxCreateBody.of(nonce, invoice, options));
        if (outcome instanceof MtGoxCalls.NotDone notDone) {
            return new Unknown(notDone.reason());
        }
        return answer(((MtGoxCalls.Replied) outcome).reply());
    }

    private CreateAnswer answer(MtGoxReply reply) {
        if (reply instanceof MtGoxReply.Success success) {
            return created(success.payload());
        }
        if (reply instanceof MtGoxReply.Refusal refusal) {
            return refused(refusal);
        }
        return new Unknown("the processor " + ((MtGoxReply.Unusable) reply).reason());
    }

    private CreateAnswer refused(MtGoxReply.Refusal refusal) {
        if (refusal.token().equals("unknown_error")) {
            return new Unknown("the processor answered unknown_error, which does not tell whether an invoice exists");
        }
        return new Declined(calls.words(refusal));
    }

    private static CreateAnswer created(JsonNode payload) {
        String transaction = payload.path("transaction").textValue();
        String paymentUrl = payload.path("payment_url").textValue();
        if (transaction == null || transaction.isEmpty()) {
            return new Unknown("the processor answered success, but transaction is missing");
        }
        if (transaction.length() > TRANSACTION_CHARS_MAX || !WireText.isVisibleAscii(transaction)) {
            return new Unknown("the processor answered success, but transaction is not an id");
        }
        if (paymentUrl == null || paymentUrl.isEmpty()) {
            return new Unknown("the processor answered success, but payment_url is missing");
        }
        if (!WireText.isWebUrl(paymentUrl, PAYMENT_URL_CHARS_MAX)) {
            return new Unknown("the processor answered success, but payment_url is not an absolute http(s) URL");
        }
        return new Created(transaction, paymentUrl);
    }
}
