package io.tillgate.internal.checkout;

import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import io.tillgate.processor.InvoiceProgress;
import io.tillgate.processor.SeenInvoice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often a processor is asked about an invoice of which it says nothing by itself: each minute while a buyer may be
 * paying, then ever more rarely, until the monitoring ends. A hint is followed whenever it comes.
 */
final class LookPace {

    static final Duration PAUSE_MIN = Duration.ofMinutes(1);
    static final Duration PAUSE_MAX = Duration.ofHours(1);

    /** The pause is this part of the time that has passed since the order expired. */
    private static final int AGE_DIVISOR = 8;

    private final Duration monitoring;

    LookPace(Duration monitoring) {
        this.monitoring = monitoring;
    }

    /** When to look again at invoices that were seen so; null for never. */
    @Nullable Instant next(MerchantOrder order, List<SeenInvoice> seen, Instant now) {
        boolean isOver = order.status() == OrderStatus.PAID
                && order.state().pending().isZero()
                && seen.stream().allMatch(LookPace::isFinal);
        return isOver ? null : next(order, now);
    }

    /** When to look again at invoices of which nothing was heard; null for never. */
    @Nullable Instant next(MerchantOrder order, Instant now) {
        if (isUnwatched(order, now)) {
            return null;
        }
        return now.plus(order.state().pending().isPositive() ? PAUSE_MIN : pause(order, now));
    }

    private boolean isUnwatched(MerchantOrder order, Instant now) {
        return now.isAfter(order.terms().expiresAt().plus(monitoring));
    }

    /** When to try again what must not be given up. */
    static Instant again(MerchantOrder order, Instant now) {
        return now.plus(pause(order, now));
    }

    private static Duration pause(MerchantOrder order, Instant now) {
        Duration age = Duration.between(order.terms().expiresAt(), now).dividedBy(AGE_DIVISOR);
        if (age.compareTo(PAUSE_MIN) < 0) {
            return PAUSE_MIN;
        }
        return age.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : age;
    }

    private static boolean isFinal(SeenInvoice seen) {
        return seen.progress() != InvoiceProgress.OPEN;
    }

    /** Whether the processor must be told that its late payment counts. */
    static boolean isLate(SeenInvoice seen) {
        return seen.isOurs() && seen.progress() == InvoiceProgress.PAID_LATE;
    }
}
