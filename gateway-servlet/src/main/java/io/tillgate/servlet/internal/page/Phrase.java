package io.tillgate.servlet.internal.page;

import java.util.Locale;

/** Everything that is said to buyers. Each language has each phrase, in a file of its own beside this class. */
public enum Phrase {
    PREPARING_HEADLINE,
    PREPARING,
    WAITING_HEADLINE,
    WAITING,
    NOT_SEEN_HEADLINE,
    NOT_SEEN,
    NOT_COMPLETED_HEADLINE,
    NOT_COMPLETED,
    /** The amount that is missing. */
    PART_HEADLINE,
    PART,
    SEEN_HEADLINE,
    SEEN,
    PAID_HEADLINE,
    PAID,
    PAID_LATE,
    /** The surplus. */
    PAID_MORE,
    OVER_HEADLINE,
    OVER,
    OVER_ALREADY_PAID,
    OVER_WITH_MONEY,
    OVER_IN_REVIEW,
    LATE_HEADLINE,
    LATE,
    DOUBT_HEADLINE,
    DOUBT,
    CANCELLED_HEADLINE,
    CANCELLED,
    CANCELLED_WITH_MONEY,
    DECLINED_HEADLINE,
    DECLINED,
    MISMATCH,
    REVERSED_HEADLINE,
    REVERSED,

    /** The shop's reference. */
    ORDER,
    PROGRESS,
    STEP_PAYMENT,
    STEP_CONFIRMATION,
    STEP_DONE,
    PAY_NOW,
    PAY_REST,
    PAY_IF_NOT_PAID,
    PAY_AGAIN,
    TIME_LEFT,
    /** The time of day. */
    UNTIL,
    FOR,
    PRICE,
    AMOUNT_DUE,
    RECEIVED,
    BEING_CONFIRMED,
    STILL_MISSING,
    BACK_TO_SHOP,
    UPDATES_ITSELF,
    LOOKS_AGAIN,
    INTERRUPTED,
    LANGUAGE,

    SCAN,
    QR_CODE,
    OPEN_WALLET,
    ADDRESS,
    EXACT_AMOUNT,
    COPY,
    COPIED,
    TEST_NETWORK,
    PAYMENTS_SEEN,
    /** How many there are, and how many are needed. Has a form for one as well, where the language has. */
    CONFIRMATIONS,
    UNCONFIRMED,
    CONFIRMED,
    WITHDRAWN,
    BLOCK_PACE,

    HOURS_AND_MINUTES,
    MINUTES,
    SECONDS,

    NOTHING_HERE_HEADLINE,
    NO_ORDER,
    NO_PAGE,
    WRONG_USE_HEADLINE,
    WRONG_USE,
    UNAVAILABLE_HEADLINE,
    BROKEN_HEADLINE,
    /** The number of the incident. */
    INCIDENT;

    /** Its name in the files: {@code block_pace}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
