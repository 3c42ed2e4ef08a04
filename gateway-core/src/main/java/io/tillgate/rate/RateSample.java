package io.tillgate.rate;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One moment of the price's history.
 *
 * @param at the start of the minute that it stands for
 * @param price null where there was none
 * @param median the price before the spread, null where there was none
 * @param standing how the price came about
 */
public record RateSample(
        CurrencyPair pair,
        Instant at,
        @Nullable BigDecimal price,
        @Nullable BigDecimal median,
        int spreadBasisPoints,
        Standing standing,
        List<Source> sources) {

    public RateSample {
        sources = List.copyOf(sources);
    }

    /** How a price came about. */
    public enum Standing {
        FRESH,
        CROSS,
        LAST_GOOD,
        NONE
    }

    /**
     * What one source said.
     *
     * @param cutReason why it took no part in the price, null where it did
     */
    public record Source(
            String source,
            TickerKind kind,
            BigDecimal bid,
            BigDecimal ask,
            Instant asOf,
            @Nullable String cutReason) {}
}
