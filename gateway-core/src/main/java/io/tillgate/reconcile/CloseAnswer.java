package io.tillgate.reconcile;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What came of closing a day. */
public sealed interface CloseAnswer {

    /** The day is closed: just now, in each currency of the processor. */
    record Closed(List<DailyClose> closes) implements CloseAnswer {
        public Closed {
            closes = List.copyOf(closes);
        }
    }

    /** Somebody was quicker. */
    record AlreadyClosed(LocalDate day) implements CloseAnswer {}

    /** The day is not over, or only just: what happened in it may still be on its way into the store. */
    record TooEarly(LocalDate day, Instant from) implements CloseAnswer {}

    /** Days are closed one after the other. */
    record NotNext(LocalDate next) implements CloseAnswer {}

    /** An import or another close of this processor is under way. Try again in a minute. */
    record Busy() implements CloseAnswer {}
}
