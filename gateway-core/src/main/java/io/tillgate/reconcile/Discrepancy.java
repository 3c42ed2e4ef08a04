package io.tillgate.reconcile;

import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A difference between us and a processor.
 *
 * @param here what it did to the balance by our books, without what people booked for it
 * @param there what it did by the statement
 * @param booked what people booked for it
 * @param lineId the statement line that it is about, null where there is none
 * @param detail what differs, in a sentence
 * @param at when its payment, refund or line was
 * @param resolutions what became of it, oldest first
 */
public record Discrepancy(
        long id,
        String processor,
        DiscrepancyKind kind,
        Money here,
        Money there,
        Money booked,
        @Nullable Long lineId,
        @Nullable OrderId orderId,
        @Nullable String entryId,
        String detail,
        Instant at,
        DiscrepancyState state,
        Instant openedAt,
        UUID runId,
        List<Resolution> resolutions) {

    public Discrepancy {
        resolutions = List.copyOf(resolutions);
    }

    /** What the statement has more than we: their balance is larger by this. */
    public Money difference() {
        return there.minus(here).minus(booked);
    }

    /** What was decided, by whom and why; append-only. */
    public record Resolution(ResolutionKind kind, Money here, Money there, String actor, String reason, Instant at) {}
}
