package io.tillgate.internal.mtgox;

import io.tillgate.internal.http.WireText;
import io.tillgate.money.Money;
import io.tillgate.order.PaymentFact;
import io.tillgate.processor.NotificationContent;
import io.tillgate.processor.Signal;
import io.tillgate.processor.Signal.InvoiceWithdrawn;
import io.tillgate.processor.Signal.NotUnderstood;
import io.tillgate.processor.Signal.PaymentObserved;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of an IPN. Never throws: what it can't make sense of becomes {@link NotUnderstood}.
 *
 * <p>Source: protocol/mtgox.md 2.2 to 2.4. {@code aonce}, {@code method} and {@code amount_total} carry nothing that we
 * may rely on and are left to the stored raw body.
 */
final class MtGoxIpn {

    static final int STATUS_CHARS_MAX = 40;
    static final int INVOICE_ID_CHARS_MAX = 200;

    /** Longer than anything we ever send as data, so it can't be ours. */
    static final int DATA_CHARS_MAX = 1000;

    /** All the bitcoins there will ever be, and in the scale of any fiat more than a shop turns over. */
    static final long WIRE_AMOUNT_MAX = 21_000_000L * 100_000_000L;

    /** Fields of which a second value would leave open what is meant. */
    private static final List<String> SINGLE_FIELDS =
            List.of("id", "status", "payment_id", "data", "currency", "amount", "amount_valid", "amount_pending");

    private final MtGoxForm form;
    private final Instant receivedAt;

    private MtGoxIpn(MtGoxForm form, Instant receivedAt) {
        this.form = form;
        this.receivedAt = receivedAt;
    }

    static NotificationContent read(byte[] body, Instant receivedAt) {
        MtGoxForm form = MtGoxForm.parse(body);
        String status = form.first("status");
        return new NotificationContent(
                atMost(DATA_CHARS_MAX, form.first("data")),
                atMost(INVOICE_ID_CHARS_MAX, form.first("id")),
                status == null ? "" : WireText.shorten(status, STATUS_CHARS_MAX),
                new MtGoxIpn(form, receivedAt).signal(status));
    }

    private Signal signal(@Nullable String status) {
        if (form.hasTooManyFields()) {
            return new NotUnderstood("the notification has more than " + MtGoxForm.FIELDS_MAX + " fields");
        }
        for (String field : SINGLE_FIELDS) {
            if (form.isRepeated(field)) {
                return new NotUnderstood(field + " is there more than once");
            }
        }
        if (status == null) {
            return new NotUnderstood("status is missing");
        }
        return switch (status) {
            case "paid" -> paid();
            case "partial" -> partial();
            case "cancelled", "closed" -> new InvoiceWithdrawn(status);
            default -> new NotUnderstood("status is none of paid, partial, cancelled and closed");
        };
    }

    private Signal paid() {
        Amount amount = Amount.read("amount", form.first("amount"));
        if (amount.fault() != null) {
            return new NotUnderstood(amount.fault());
        }
        if (amount.wire() == 0) {
            return new NotUnderstood("amount is 0 although status is paid");
        }
        return observed((paymentId, scale) ->
                PaymentFact.confirmed(paymentId, money(scale, amount), MtGoxDate.read(form.first("date"), receivedAt)));
    }

    private Signal partial() {
        String valid = form.first("amount_valid");
        String pending = form.first("amount_pending");
        if (valid == null && pending == null) {
            return new NotUnderstood("amount_valid and amount_pending are both missing");
        }
        Amount confirmed = Amount.read("amount_valid", valid == null ? "0" : valid);
        if (confirmed.fault() != null) {
            return new NotUnderstood(confirmed.fault());
        }
        Amount unconfirmed = Amount.read("amount_pending", pending == null ? "0" : pending);
        if (unconfirmed.fault() != null) {
            return new NotUnderstood(unconfirmed.fault());
        }
        if (confirmed.wire() + unconfirmed.wire() > WIRE_AMOUNT_MAX) {
            return new NotUnderstood("the sum of amount_valid and amount_pending" + Amount.TOO_MUCH);
        }
        return observed((paymentId, scale) ->
                PaymentFact.pending(paymentId, money(scale, confirmed), money(scale, unconfirmed), receivedAt));
    }

    /** Adds what every sight of money needs, the id of the payment and a currency, or says what is wrong with them. */
    private Signal observed(FactMaker maker) {
        String paymentId = form.first("payment_id");
        if (paymentId == null || paymentId.isBlank()) {
            return new NotUnderstood("payment_id is missing, so the payment can't be told from others");
        }
        if (paymentId.length() > PaymentFact.PAYMENT_ID_CHARS_MAX) {
            return new NotUnderstood("payment_id is longer than " + PaymentFact.PAYMENT_ID_CHARS_MAX + " characters");
        }
        String currency = form.first("currency");
        Optional<MtGoxScale> scale = currency == null ? Optional.of(MtGoxScale.BTC) : MtGoxScale.find(currency);
        if (scale.isEmpty()) {
            return new NotUnderstood("currency is not one that the wire knows, so the scale of the amount is unknown");
        }
        return new PaymentObserved(maker.make(paymentId, scale.get()));
    }

    /** Fiat comes with more digits than its minor unit has. DOWN: never count more than came. */
    private static Money money(MtGoxScale scale, Amount amount) {
        return scale.toMoney(amount.wire(), RoundingMode.DOWN);
    }

    private static @Nullable String atMost(int charsMax, @Nullable String text) {
        return text == null || text.isEmpty() || text.length() > charsMax ? null : text;
    }

    @FunctionalInterface
    private interface FactMaker {
        PaymentFact make(String paymentId, MtGoxScale scale);
    }

    /**
     * A whole number of the wire, or what is wrong with it.
     *
     * @param wire 0 to {@link #WIRE_AMOUNT_MAX}; 0 when there is a fault
     */
    private record Amount(long wire, @Nullable String fault) {

        private static final String TOO_MUCH = " is more than 21 million BTC";

        static Amount read(String field, @Nullable String text) {
            if (text == null || text.isEmpty()) {
                return new Amount(0, field + " is missing");
            }
            if (text.charAt(0) == '-') {
                return new Amount(0, field + " is negative");
            }
            long wire = 0;
            boolean tooMuch = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c < '0' || c > '9') {
                    return new Amount(0, field + " is not a whole number");
                }
                // Stops adding up once too much, so it can't overflow however long the text is.
                wire = tooMuch ? wire : wire * 10 + (c - '0');
                tooMuch |= wire > WIRE_AMOUNT_MAX;
            }
            return tooMuch ? new Amount(0, field + TOO_MUCH) : new Amount(wire, null);
        }
    }
}
