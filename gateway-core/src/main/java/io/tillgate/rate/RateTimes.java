package io.tillgate.rate;

import java.time.Instant;

/**
 * The times of a rate.
 *
 * @param asOf when the oldest fact that took part was true
 * @param pickedAt when the policy picked it
 * @param holdsUntil the moment after which time alone changes or ends it; a new answer may change it before
 */
public record RateTimes(Instant asOf, Instant pickedAt, Instant holdsUntil) {

    /** Of one moment only. */
    static RateTimes at(Instant moment) {
        return new RateTimes(moment, moment, moment);
    }
}
