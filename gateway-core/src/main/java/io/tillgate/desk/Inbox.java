package io.tillgate.desk;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What needs a human. Safe for use by many threads. */
public interface Inbox {

    /** Items of a page. */
    int PAGE_ITEMS = 50;

    /** Items are counted up to this many of a kind. */
    int COUNTED_MAX = 1000;

    /**
     * One page, the newest first.
     *
     * @param kind null for all kinds
     * @param behind null for the first page
     */
    InboxPage list(@Nullable InboxKind kind, @Nullable InboxPlace behind);

    /** How many of each kind there are, at most {@link #COUNTED_MAX} each; kinds without any are left out. */
    Map<InboxKind, Integer> counts();
}
