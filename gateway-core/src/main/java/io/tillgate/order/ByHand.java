package io.tillgate.order;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What people did about an order.
 *
 * @param waived what they let the buyer off or credited, in minor units of the currency due
 */
public record ByHand(long waived, Set<StaffDecision> decisions) {

    public static final ByHand NOTHING = new ByHand(0, Set.of());

    public ByHand {
        if (waived < 0) {
            throw new IllegalArgumentException("waived must not be negative");
        }
        decisions = decisions.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(decisions));
    }

    /** The same with more let off. */
    public ByHand plusWaived(long minorUnits) {
        return new ByHand(Math.addExact(waived, minorUnits), decisions);
    }

    /** The same with one more decision. */
    public ByHand plus(StaffDecision decision) {
        Set<StaffDecision> more = EnumSet.of(decision);
        more.addAll(decisions);
        return new ByHand(waived, more);
    }

    boolean has(StaffDecision decision) {
        return decisions.contains(decision);
    }
}
