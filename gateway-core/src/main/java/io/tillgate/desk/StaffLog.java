package io.tillgate.desk;

import java.util.function.Consumer;

/** Who did what, and why: append-only. Safe for use by many threads. */
public interface StaffLog {

    /** Entries of a page. */
    int PAGE_ENTRIES = 100;

    /** One page of entries, the newest first. */
    StaffLogPage list(StaffLogFilter filter);

    /** Hands over every entry that the filter lets through, the newest first, a page at a time; for exports. */
    void forEach(StaffLogFilter filter, Consumer<StaffLogEntry> reader);

    /** Notes that a person opened the pages for staff; once in {@link StaffPolicy#entryPeriod}, so call it each time. */
    void entered(String actor);

    /** Notes that a person took data out. */
    void exported(StaffAct by, String what);
}
