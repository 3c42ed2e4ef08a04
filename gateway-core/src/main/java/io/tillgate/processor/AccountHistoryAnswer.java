package io.tillgate.processor;

import java.util.List;

/** What a processor tells of its account history. */
public sealed interface AccountHistoryAnswer {

    /**
     * One page. Lines that are booked meanwhile move others to the next page, so that a line may come twice; it never comes
     * with another index.
     *
     * @param entries in the processor's order, which is the newest first as a rule
     * @param page the one that was asked for
     * @param lastPage 1 at least
     */
    record Page(List<AccountEntry> entries, int page, int lastPage) implements AccountHistoryAnswer {
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /** The processor refuses, and asking again is no use: the key may not read it, or there is no such account. */
    record Refused(String reason) implements AccountHistoryAnswer {}

    /** The processor could not be asked, or answered with something that can't be trusted. */
    record Unknown(String reason) implements AccountHistoryAnswer {}
}
