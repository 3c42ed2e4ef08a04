package io.tillgate.internal.ticker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a venue alone after some failures in a row, or as long as the venue asks for. When the pause is over, one
 * question probes: its success ends the matter, its failure starts a pause of twice the length. Safe for use by the
 * threads of a venue's tickers and books.
 */
final class Breaker {

    static final int FAILURES_MAX = 3;
    static final Duration PAUSE_FIRST = Duration.ofSeconds(30);
    static final Duration PAUSE_MAX = Duration.ofMinutes(10);

    /** The longest ban that a venue is known to speak out. */
    static final Duration TOLD_PAUSE_MAX = Duration.ofDays(3);

    /** How long others wait for the probe's outcome; more than any call takes. */
    static final Duration PROBE_MAX = Duration.ofSeconds(15);

    /** A pause is longer by up to this part of it, so that nodes and shops don't come back all at once. */
    private static final int JITTER_PART = 5;

    private final InstantSource clock;
    private final LongUnaryOperator randomBelow;

    private int failures;
    private Duration nextPause = PAUSE_FIRST;
    private String reason = "";
    private @Nullable Instant since;
    private Instant until = Instant.EPOCH;

    /**
     * All is well.
     *
     * @param randomBelow a random number from 0 to below its argument
     */
    Breaker(InstantSource clock, LongUnaryOperator randomBelow) {
        this.clock = clock;
        this.randomBelow = randomBelow;
    }

    /** Why not to ask now; empty when one may. What was permitted must end in one of the methods below. */
    synchronized Optional<String> refusal() {
        if (since == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        // A clock that was set back must not make the pause longer.
        if (now.isBefore(until) && !now.isBefore(since)) {
            return Optional.of("is left alone since " + seconds(since) + " until " + seconds(until)
                    + ", the last answer: " + reason);
        }
        until = now.plus(PROBE_MAX);
        return Optional.empty();
    }

    /** The venue answered as it should. */
    synchronized void succeeded() {
        failures = 0;
        nextPause = PAUSE_FIRST;
        since = null;
    }

    /** The venue did not answer, or not as it should. */
    synchronized void failed(String why) {
        failures++;
        reason = why;
        if (since != null || failures >= FAILURES_MAX) {
            pause(nextPause);
        }
    }

    /** The venue told us to stay away. */
    synchronized void toldToWait(String why, Duration howLong) {
        reason = why;
        pause(min(howLong, TOLD_PAUSE_MAX));
    }

    private void pause(Duration length) {
        Instant now = clock.instant();
        since = since == null ? now : since;
        until = now.plus(length).plusMillis(randomBelow.applyAsLong(length.toMillis() / JITTER_PART + 1));
        nextPause = min(nextPause.multipliedBy(2), PAUSE_MAX);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Rounded up, so that the told end is not before the real one. */
    private static Instant seconds(Instant instant) {
        Instant whole = instant.truncatedTo(ChronoUnit.SECONDS);
        return whole.equals(instant) ? whole : whole.plusSeconds(1);
    }
}
