package io.tillgate.desk;

/** What the shop's staff can do; the kinds of entries of the {@link StaffLog}. */
public enum ActKind {
    /** Somebody opened the pages for staff. */
    ENTER("opened the pages for staff"),
    RECHECK("asked the processor again"),
    MARK_PAID("marked as paid"),
    ACCEPT_LATE("accepted the late payment"),
    CREDIT("credited an amount"),
    CANCEL("cancelled"),
    LOOKED_AT("looked at it"),
    REPLAY("replayed a notification"),
    REDELIVER("delivered an event again"),
    /** A refund was started, given up, sent again, or recorded; a second person's word on it is APPROVE or REJECT. */
    REFUND("worked on a refund"),
    IMPORT_STATEMENT("imported a statement"),
    MATCH_AGAIN("matched a statement again"),
    RESOLVE_DISCREPANCY("resolved a discrepancy"),
    CLOSE_DAY("closed a day"),
    VERIFY_DAY("looked at the seal of a day"),
    /** An act was asked for that a second person has to approve. */
    REQUEST("asked for approval"),
    APPROVE("approved"),
    REJECT("rejected"),
    SAVE_VIEW("saved a view"),
    DELETE_VIEW("deleted a view"),
    EXPORT("exported");

    private final String words;

    ActKind(String words) {
        this.words = words;
    }

    /** What somebody did, to follow their name: {@code marked as paid}. */
    public String words() {
        return words;
    }
}
