package io.tillgate.rate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one source for one pair, for staff.
 *
 * @param lastTicker the last good one, null before the first
 * @param failingSince when the first of the failures in a row came, null while it answers well
 * @param reason what the last failure was, null while it answers well
 * @param failures how many in a row
 * @param checkReason what was wrong when it was last asked though its stream tells the price, null where nothing was: then
 *     it could not be asked either, should the stream fall silent
 */
public record SourceState(
        String source,
        CurrencyPair pair,
        @Nullable Ticker lastTicker,
        @Nullable Instant failingSince,
        @Nullable String reason,
        int failures,
        @Nullable String checkReason) {}
