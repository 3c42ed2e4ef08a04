package io.tillgate.processor;

import static java.util.Objects.requireNonNull;

import io.tillgate.order.PaymentFact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An invoice as the processor shows it when asked.
 *
 * @param word the processor's own words for its progress, at most {@link #WORD_CHARS_MAX} characters
 * @param mismatch a sentence for staff that says how it differs from what was ordered: in id, data, amount, currency or
 *     account; null when it does not
 * @param payments all that the processor knows of its payments; facts that are known already change nothing. None of an
 *     invoice that differs: its money is not counted
 */
public record SeenInvoice(
        CreateAnswer.Created invoice,
        InvoiceProgress progress,
        String word,
        @Nullable String mismatch,
        List<PaymentFact> payments) {

    public static final int WORD_CHARS_MAX = 100;

    public SeenInvoice {
        requireNonNull(invoice, "invoice");
        requireNonNull(progress, "progress");
        payments = List.copyOf(payments);
        if (word.length() > WORD_CHARS_MAX) {
            throw new IllegalArgumentException("word must have at most " + WORD_CHARS_MAX + " characters");
        }
        if (mismatch != null && !payments.isEmpty()) {
            throw new IllegalArgumentException("the payments of an invoice that is not ours must not be counted");
        }
    }

    /** One that is what was ordered. */
    public SeenInvoice(
            CreateAnswer.Created invoice, InvoiceProgress progress, String word, List<PaymentFact> payments) {
        this(invoice, progress, word, null, payments);
    }

    /** Whether it is what was ordered. */
    public boolean isOurs() {
        return mismatch == null;
    }
}
