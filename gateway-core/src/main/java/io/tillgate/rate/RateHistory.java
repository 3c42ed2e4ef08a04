package io.tillgate.rate;

import java.time.Instant;
import java.util.List;

/**
 * The prices of the past: of the last day by the minute, of the last month by the quarter of an hour, and before that by the
 * day.
 */
public interface RateHistory {

    /** More points than a chart can show. */
    int POINTS_MAX = 2_000;

    /**
     * The samples of a time, the oldest first, evenly thinned where there are more than asked for.
     *
     * @param from inclusive
     * @param to exclusive
     * @param pointsMax 1 to {@link #POINTS_MAX}
     */
    List<RateSample> samples(CurrencyPair pair, Instant from, Instant to, int pointsMax);
}
