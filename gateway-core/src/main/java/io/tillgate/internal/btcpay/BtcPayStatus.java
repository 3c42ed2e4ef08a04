package io.tillgate.internal.btcpay;

import io.tillgate.processor.InvoiceProgress;
import java.util.Locale;

/**
 * The two words with which BTCPay Server tells how far an invoice came, and what they mean to us. They never make an order
 * PAID: only payments do.
 *
 * <p>Source: protocol/btcpay-greenfield.md 3.3.
 */
record BtcPayStatus(String status, String additional) {

    private static final int WORD_CHARS_MAX = 40;

    BtcPayStatus {
        if (status.length() > WORD_CHARS_MAX || additional.length() > WORD_CHARS_MAX) {
            throw new IllegalArgumentException("a status has at most " + WORD_CHARS_MAX + " characters");
        }
    }

    /** The words as they are shown to staff. */
    String word() {
        return additional.isEmpty() ? status : status + "/" + additional;
    }

    /**
     * What they mean. Words that we don't know leave the invoice open, so that it is looked at again: the payments count
     * anyway.
     */
    InvoiceProgress progress() {
        String extra = additional.toLowerCase(Locale.ROOT);
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "settled" -> extra.equals("marked") ? InvoiceProgress.SETTLED_BY_HAND : InvoiceProgress.SETTLED;
            case "expired" -> extra.equals("paidlate") ? InvoiceProgress.PAID_LATE : InvoiceProgress.EXPIRED;
            // Seen and not confirmed in time, or given up by a person: its payments are still watched.
            case "invalid" -> InvoiceProgress.WITHDRAWN;
            default -> InvoiceProgress.OPEN;
        };
    }
}
