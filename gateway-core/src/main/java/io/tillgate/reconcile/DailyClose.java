package io.tillgate.reconcile;

import io.tillgate.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The books of one day at one processor in one currency, sealed. Opening + received - reversed - refunded - fees + booked =
 * closing, in coins and at the quotes of the orders.
 *
 * @param zone where the day ended
 * @param coins in the account's own currency
 * @param values the same in each currency of price tags, every movement at its order's quote
 * @param facts how many payment facts, refunds, fees and bookings the seal covers
 * @param seal SHA-256 in hex over this day and the seal before
 * @param previousSeal null of the first day
 * @param check the last look at the sealed day
 */
public record DailyClose(
        String processor,
        LocalDate day,
        ZoneId zone,
        Instant startsAt,
        Instant endsAt,
        Sums coins,
        List<Sums> values,
        int facts,
        @Nullable String previousSeal,
        String seal,
        String actor,
        Instant closedAt,
        Check check) {

    public DailyClose {
        values = List.copyOf(values);
    }

    /** One equation. Fees may be negative where a processor gave one back. */
    public record Sums(
            Money opening, Money received, Money reversed, Money refunded, Money fees, Money booked, Money closing) {
        public Sums {
            Money expected = opening.plus(received)
                    .minus(reversed)
                    .minus(refunded)
                    .minus(fees)
                    .plus(booked);
            if (!closing.equals(expected)) {
                throw new IllegalArgumentException("closing is " + closing + " where the rest makes " + expected);
            }
        }
    }

    /**
     * What the last look at the day found.
     *
     * @param detail in sentences for staff
     */
    public record Check(Verdict verdict, String detail, Instant at) {}

    /** How a seal stands. */
    public enum Verdict {
        /** Day and facts are what was sealed. */
        HOLDS,
        /** The facts are not what was sealed any more; the difference is booked in a later day. */
        CORRECTED,
        /** The sealed row itself is not what was sealed. */
        BROKEN
    }
}
