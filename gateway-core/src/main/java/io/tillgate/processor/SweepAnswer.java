package io.tillgate.processor;

import java.util.List;

/** What a processor lists of its latest invoices. */
public sealed interface SweepAnswer {

    /** All of them, or as many of the newest as a sweep may read. Somebody else's may be among them. */
    record Listed(List<Line> lines) implements SweepAnswer {
        public Listed {
            lines = List.copyOf(lines);
        }
    }

    /**
     * One invoice.
     *
     * @param invoiceId the processor's id
     * @param word the same text that {@link SeenInvoice#word} has as long as nothing changed
     */
    record Line(String invoiceId, String word) {}

    /** The processor could not be asked. */
    record Unknown(String reason) implements SweepAnswer {}
}
