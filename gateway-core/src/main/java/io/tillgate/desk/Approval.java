package io.tillgate.desk;

import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An act that one person asked for and another one decides about.
 *
 * @param order what it concerns, null where it concerns no order
 * @param amount what it decides about
 * @param terms what to do, for the part of Tillgate that does it
 * @param summary what to do, in a sentence
 * @param reason why the first person wants it
 * @param decision null while nobody decided
 */
public record Approval(
        UUID id,
        ActKind kind,
        @Nullable OrderId order,
        Money amount,
        String terms,
        String summary,
        String requestedBy,
        String reason,
        Instant requestedAt,
        Instant expiresAt,
        State state,
        @Nullable Decision decision) {

    /** How far it came. */
    public enum State {
        WAITING,
        /** Approved, and done. */
        DONE,
        REJECTED,
        /** Approved, but what was asked for was not possible any more. */
        VOID,
        /** Nobody decided in time. */
        EXPIRED
    }

    /**
     * What the second person said.
     *
     * @param outcome what came of it, in a sentence
     */
    public record Decision(String by, String reason, Instant at, String outcome) {}

    /** Whether this person may decide: anybody but who asked. */
    public boolean mayBeDecidedBy(String actor) {
        return !StaffAct.person(actor).equals(StaffAct.person(requestedBy));
    }
}
