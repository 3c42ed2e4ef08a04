package io.tillgate.rate;

import java.math.BigDecimal;
import java.util.List;

/**
 * The second leg of a cross: the median of what all sources that may take part say.
 *
 * @param price units of the target currency for one unit of the currency that the cross goes over, on the bid
 * @param used at least one
 * @param cut those that took no part
 */
public record ForexPick(BigDecimal price, List<ForexRate> used, List<Cut> cut) {

    public ForexPick {
        used = List.copyOf(used);
        cut = List.copyOf(cut);
    }

    /** One that took no part, and why. */
    public record Cut(ForexRate rate, String reason) {
        @Override
        public String toString() {
            return rate.source() + " (" + rate.base() + "-" + rate.quote() + "): " + reason;
        }
    }
}
