package io.tillgate.rate;

/**
 * A ticker that took no part in a price.
 *
 * @param reason why, for staff: {@code its last ticker is 100 s old, 90 s are allowed}
 */
public record CutTicker(Ticker ticker, String reason) {

    /** The reason with its source. */
    @Override
    public String toString() {
        return ticker.source() + ": " + reason;
    }
}
