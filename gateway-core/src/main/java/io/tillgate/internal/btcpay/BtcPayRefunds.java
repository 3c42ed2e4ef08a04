package io.tillgate.internal.btcpay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.internal.btcpay.BtcPayClient.Deadline;
import io.tillgate.internal.http.WireText;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.processor.RefundAnswer;
import io.tillgate.processor.RefundPreview;
import io.tillgate.processor.RefundRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refunds of BTCPay Server are pull payments: the buyer gets a link and names an address there. A refund has no key against
 * repetition, so its name is looked for under the store's pull payments first.
 *
 * <p>Source: protocol/btcpay-greenfield.md 3.5. What a buyer is given back by is asked for in three words: {@code
 * payoutMethods} from 2.4.1 on, {@code payoutMethodId} before, {@code paymentMethod} before 2.0.
 */
final class BtcPayRefunds {

    private static final int ID_CHARS_MAX = 200;
    private static final int URL_CHARS_MAX = 2000;
    private static final int CODE_CHARS_MAX = 10;
    private static final String ON_CHAIN = "BTC-CHAIN";
    private static final String ON_CHAIN_BEFORE_2 = "BTC";

    private final BtcPayClient client;

    BtcPayRefunds(BtcPayClient client) {
        this.client = client;
    }

    RefundPreview preview(String invoiceId, Deadline deadline) {
        BtcPayReply version = client.serverInfo(deadline);
        if (!(version instanceof BtcPayReply.Success info)) {
            return new RefundPreview.Unknown("BTCPay Server " + BtcPayProcessor.reason(version));
        }
        String method = BtcPayVersion.of(info.body()).isAtLeast(2, 0, 0) ? ON_CHAIN : ON_CHAIN_BEFORE_2;
        BtcPayReply reply = client.refundPreview(invoiceId, method, deadline);
        if (reply instanceof BtcPayReply.Success success) {
            return amounts(success.body());
        }
        String reason = "BTCPay Server " + BtcPayProcessor.reason(reply);
        return reply instanceof BtcPayReply.Refusal
                ? new RefundPreview.Refused(reason)
                : new RefundPreview.Unknown(reason);
    }

    private static RefundPreview amounts(JsonNode json) {
        BigDecimal paid = first(json, "paymentAmountThen", "cryptoAmountThen");
        if (paid == null || paid.signum() < 0) {
            return new RefundPreview.Unknown("BTCPay Server answered without paymentAmountThen");
        }
        BigDecimal overpaid = first(json, "overpaidPaymentAmount", "overpaidAmount");
        return new RefundPreview.Amounts(
                bitcoin(paid), overpaid == null || overpaid.signum() <= 0 ? null : bitcoin(overpaid));
    }

    RefundAnswer refund(RefundRequest request, Deadline deadline) {
        BtcPayReply known = client.pullPayments(deadline);
        if (!(known instanceof BtcPayReply.Success list) || !list.body().isArray()) {
            return new RefundAnswer.Unknown("BTCPay Server " + BtcPayProcessor.reason(known));
        }
        for (JsonNode pullPayment : list.body()) {
            if (BtcPayJson.exact(pullPayment, "name", RefundRequest.NAME_CHARS_MAX)
                    .equals(request.name())) {
                return created(pullPayment);
            }
        }
        BtcPayReply version = client.serverInfo(deadline);
        if (!(version instanceof BtcPayReply.Success info)) {
            return new RefundAnswer.Unknown("BTCPay Server " + BtcPayProcessor.reason(version));
        }
        byte[] body = BtcPayJson.write(body(request, BtcPayVersion.of(info.body())));
        BtcPayReply reply = client.refund(request.invoiceId(), body, deadline);
        if (reply instanceof BtcPayReply.Success success) {
            return created(success.body());
        }
        String reason = "BTCPay Server " + BtcPayProcessor.reason(reply);
        return reply instanceof BtcPayReply.Refusal
                ? new RefundAnswer.Refused(reason)
                : new RefundAnswer.Unknown(reason);
    }

    private static ObjectNode body(RefundRequest request, BtcPayVersion version) {
        ObjectNode body = BtcPayJson.object().put("name", request.name());
        if (request.description() != null) {
            body.put("description", request.description());
        }
        switch (request.variant()) {
            // The invoice is in bitcoin, so that what was paid then is what was paid.
            case ALL_PAID -> body.put("refundVariant", "RateThen");
            case OVERPAID -> body.put("refundVariant", "OverpaidAmount");
            case AMOUNT -> {
                Money amount = Objects.requireNonNull(request.amount());
                body.put("refundVariant", "Custom")
                        .put("customAmount", amount.toDecimal().toPlainString())
                        .put("customCurrency", amount.currency().code());
            }
        }
        if (version.isAtLeast(2, 4, 1)) {
            body.putArray("payoutMethods").add(ON_CHAIN);
        } else if (version.isAtLeast(2, 0, 0)) {
            body.put("payoutMethodId", ON_CHAIN);
        } else {
            body.put("paymentMethod", ON_CHAIN_BEFORE_2);
        }
        return body;
    }

    private static RefundAnswer created(JsonNode pullPayment) {
        String id = BtcPayJson.exact(pullPayment, "id", ID_CHARS_MAX);
        String link = BtcPayJson.exact(pullPayment, "viewLink", URL_CHARS_MAX);
        Optional<Money> amount = money(
                BtcPayJson.exact(pullPayment, "currency", CODE_CHARS_MAX),
                BtcPayJson.decimal(pullPayment.path("amount")));
        if (id.isEmpty() || !WireText.isWebUrl(link, URL_CHARS_MAX) || amount.isEmpty()) {
            return new RefundAnswer.Unknown(
                    "BTCPay Server answered, but id, viewLink or amount is missing or unusable");
        }
        return new RefundAnswer.Created(id, link, amount.get());
    }

    private static Optional<Money> money(String code, @Nullable BigDecimal amount) {
        if (amount == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Money.of(Currency.of(code), amount, RoundingMode.DOWN));
        } catch (InvalidInputException | ArithmeticException unusable) {
            return Optional.empty();
        }
    }

    private static Money bitcoin(BigDecimal amount) {
        return Money.of(Currency.BTC, amount, RoundingMode.DOWN);
    }

    private static @Nullable BigDecimal first(JsonNode json, String... names) {
        for (String name : names) {
            BigDecimal value = BtcPayJson.decimal(json.path(name));
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
