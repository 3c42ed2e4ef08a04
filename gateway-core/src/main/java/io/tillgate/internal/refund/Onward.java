package io.tillgate.internal.refund;

import io.tillgate.internal.jdbc.RefundStore.Move;
import io.tillgate.refund.Refund;
import io.tillgate.refund.RefundState;
import io.tillgate.refund.RefundWay;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a refund goes on.
 *
 * @param nextCheck when the janitor looks at it; null for never
 */
record Onward(RefundState state, @Nullable Instant nextCheck) {

    /** For one that nobody has to agree to any more. */
    static Onward of(RefundWay way, @Nullable String address, Instant now) {
        RefundState state = switch (way) {
            case CLAIM_LINK -> RefundState.SENDING;
            case SEND -> address == null ? RefundState.AWAITING_ADDRESS : RefundState.SENDING;
            case BY_HAND -> address == null ? RefundState.AWAITING_ADDRESS : RefundState.REQUESTED;
        };
        return new Onward(state, state == RefundState.SENDING ? now : null);
    }

    static Onward of(Refund refund, Instant now) {
        return of(refund.way(), refund.address(), now);
    }

    Move move() {
        return Move.to(state, "", nextCheck);
    }
}
