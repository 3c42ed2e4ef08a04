package io.tillgate.reconcile;

import io.tillgate.processor.ProcessorId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The books of each day: closed, sealed, compared with the processor's balance. Safe for use by many threads. */
public interface Books {

    /** Days of a list page. */
    int PAGE_DAYS = 31;

    /** Where a day ends. */
    ZoneId zone();

    /** Whose books there are. */
    List<ProcessorId> processors();

    /** The closed days, newest first, each with the processor's balance beside it; its reasons are left out. */
    List<Day> days(ProcessorId processor, @Nullable LocalDate olderThan);

    /** One closed day in each currency, with the reasons of what does not balance; empty when it is not closed. */
    List<Day> day(ProcessorId processor, LocalDate day);

    /** A closed day beside the processor's balance. */
    record Day(DailyClose close, Balance balance) {}

    /** The day that is to be closed next. */
    LocalDate nextDay(ProcessorId processor);

    /** Closes a day that is over. */
    CloseAnswer close(ProcessorId processor, LocalDate day, String actor);

    /** Looks at a sealed day again; what is not as it was sealed is booked in the day that is open. Empty when it is not closed. */
    List<DailyClose> verify(ProcessorId processor, LocalDate day, String actor);
}
