package io.tillgate.order;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of an order besides its terms. The order of the payments does not matter.
 *
 * @param otherAttempts whether another attempt of the same reference has money
 * @param byHand what people decided
 * @param lateDriftBasisPoints how much bitcoin had lost since the quote when the first late payment came, in hundredths of
 *     a percent, negative when it had gained; null when none came late or no price was known
 */
public record OrderFacts(
        List<PaymentFact> payments,
        InvoiceStanding invoices,
        OtherAttempts otherAttempts,
        ByHand byHand,
        @Nullable Integer lateDriftBasisPoints) {

    /** What the other attempts of the same reference have; what a person let a buyer off there counts like money. */
    public enum OtherAttempts {
        WITHOUT_MONEY,
        WITH_MONEY
    }

    public OrderFacts {
        payments = List.copyOf(payments);
        requireNonNull(invoices, "invoices");
        requireNonNull(otherAttempts, "otherAttempts");
        requireNonNull(byHand, "byHand");
    }

    public OrderFacts(List<PaymentFact> payments, InvoiceStanding invoices) {
        this(payments, invoices, OtherAttempts.WITHOUT_MONEY, ByHand.NOTHING, null);
    }

    long waived() {
        return byHand.waived();
    }
}
