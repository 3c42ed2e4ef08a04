package io.tillgate.rate;

/** Which price of a ticker a policy takes. BID is what the merchant's coins sell for at once. */
public enum PriceSide {
    BID,
    ASK,
    MID,
    /** The last trade; says nothing about what coins sell for now. */
    LAST,
    /** The day's average by volume; smooth, and always behind. */
    VWAP
}
