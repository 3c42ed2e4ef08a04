package io.tillgate.refund;

/** What the amount of a refund comes of. */
public enum RefundBasis {
    /** The bitcoins that came. */
    AS_PAID,
    /** The price tag's share of what came, at the rate of now. */
    TODAYS_RATE,
    /** What came beyond what was due. */
    OVERPAYMENT,
    /** An amount of fiat, at the rate of now. */
    FIAT,
    /** An amount of bitcoin that a person chose. */
    CUSTOM
}
