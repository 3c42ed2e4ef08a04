package io.tillgate.internal.btcpay;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.PaymentFact;
import io.tillgate.order.PaymentState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the payments out of an invoice's payment methods.
 *
 * <p>Source: protocol/btcpay-greenfield.md 3.4. Servers of the 1.x line say {@code paymentMethod} and {@code cryptoCode}
 * where later ones say {@code paymentMethodId} and {@code currency}.
 */
final class BtcPayPayments {

    /** What the payments are, or why they can't be counted. */
    sealed interface Reading {
        record Facts(List<PaymentFact> facts) implements Reading {}

        /** Money of a kind that an order can't hold: a person has to look. */
        record Foreign(String reason) implements Reading {}

        /** The answer makes no sense; asking again may help. */
        record Unreadable(String reason) implements Reading {}
    }

    /** All bitcoin there will ever be, and more of any other currency than a shop turns over. */
    private static final BigDecimal VALUE_MAX = BigDecimal.valueOf(21_000_000);

    private static final int WORD_CHARS_MAX = 40;
    private static final Instant BITCOIN_BEGAN = Instant.parse("2009-01-03T00:00:00Z");

    private BtcPayPayments() {}

    static Reading read(JsonNode methods, Instant now) {
        if (!methods.isArray()) {
            return new Reading.Unreadable("sent payment methods that are not a list");
        }
        List<PaymentFact> facts = new ArrayList<>();
        for (JsonNode method : methods) {
            for (JsonNode payment : method.path("payments")) {
                String code = currency(method);
                Currency currency;
                try {
                    currency = Currency.of(code);
                } catch (InvalidInputException altcoin) {
                    return new Reading.Foreign("the invoice was paid in " + code + ", which is not counted");
                }
                PaymentFact fact;
                try {
                    fact = fact(payment, currency, now);
                } catch (IllegalArgumentException | ArithmeticException senseless) {
                    return new Reading.Unreadable("sent a payment that makes no sense");
                }
                facts.add(fact);
            }
        }
        return new Reading.Facts(facts);
    }

    private static String currency(JsonNode method) {
        for (String field : new String[] {"currency", "cryptoCode"}) {
            String code = BtcPayJson.text(method, field, WORD_CHARS_MAX);
            if (!code.isEmpty()) {
                return code;
            }
        }
        String id = BtcPayJson.text(method, "paymentMethodId", WORD_CHARS_MAX);
        String named = id.isEmpty() ? BtcPayJson.text(method, "paymentMethod", WORD_CHARS_MAX) : id;
        int hyphen = named.indexOf('-');
        return hyphen < 0 ? named : named.substring(0, hyphen);
    }

    private static PaymentFact fact(JsonNode payment, Currency currency, Instant now) {
        String id = BtcPayJson.exact(payment, "id", PaymentFact.PAYMENT_ID_CHARS_MAX);
        Money amount = amount(payment, currency);
        Money nothing = Money.zero(currency);
        Instant at = date(payment.path("receivedDate"), now);
        return switch (BtcPayJson.text(payment, "status", WORD_CHARS_MAX).toLowerCase(Locale.ROOT)) {
            case "settled" -> PaymentFact.confirmed(id, amount, at);
            // Replaced or spent twice.
            case "invalid" -> new PaymentFact(id, PaymentState.REVERSED, nothing, nothing, 0, at);
            default -> PaymentFact.pending(id, nothing, amount, at);
        };
    }

    /**
     * What the payment covers: its value less the fee that BTCPay Server adds to the amount due for a further payment.
     * Lightning has more digits than satoshis; DOWN: never count more than came.
     */
    private static Money amount(JsonNode payment, Currency currency) {
        BigDecimal value = BtcPayJson.decimal(payment.path("value"));
        if (value == null || value.signum() < 0 || value.compareTo(VALUE_MAX) > 0) {
            throw new IllegalArgumentException("value");
        }
        BigDecimal fee = BtcPayJson.decimal(payment.path("fee"));
        BigDecimal net =
                fee == null || fee.signum() < 0 ? value : value.subtract(fee).max(BigDecimal.ZERO);
        return Money.of(currency, net, RoundingMode.DOWN);
    }

    private static Instant date(JsonNode seconds, Instant now) {
        if (!seconds.canConvertToLong() || !seconds.isNumber()) {
            return now;
        }
        Instant date = Instant.ofEpochSecond(Math.max(0, Math.min(seconds.longValue(), now.getEpochSecond())));
        return date.isBefore(BITCOIN_BEGAN) ? now : date;
    }
}
