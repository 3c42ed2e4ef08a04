package io.tillgate.internal.checkout;

import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.InvoiceCheckStore;
import io.tillgate.internal.jdbc.InvoiceCheckStore.Due;
import io.tillgate.internal.jdbc.InvoiceCheckStore.Look;
import io.tillgate.internal.jdbc.InvoiceSightStore;
import io.tillgate.internal.jdbc.InvoiceStore;
import io.tillgate.internal.jdbc.OrderStore;
import io.tillgate.internal.loop.Loop;
import io.tillgate.order.InvoiceState;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import io.tillgate.processor.Capability;
import io.tillgate.processor.LookUpAnswer;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.SeenInvoice;
import io.tillgate.processor.SettleAnswer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves what one processor left open. Where it can be asked, it is asked: about a lost answer, about what a hint points
 * at, and about invoices whose notification may have been lost. Where it can't, an order whose answer was lost gets a fresh
 * invoice with the same data, and every invoice stays watched.
 */
final class InvoiceResolver {

    private static final Logger LOG = LoggerFactory.getLogger(InvoiceResolver.class);

    private final PaymentProcessor processor;
    private final Database database;
    private final InvoiceCall call;
    private final SightRecorder recorder;
    private final LookPace pace;
    private final Uuid7 ids;
    private final InstantSource clock;
    private final Duration lease;

    InvoiceResolver(
            PaymentProcessor processor,
            Database database,
            InvoiceCall call,
            SightRecorder recorder,
            LookPace pace,
            Uuid7 ids,
            InstantSource clock) {
        this.processor = processor;
        this.database = database;
        this.call = call;
        this.recorder = recorder;
        this.pace = pace;
        this.ids = ids;
        this.clock = clock;
        // A look-up, and telling the processor that a late payment counts.
        this.lease = InvoiceCall.answerWait(processor).multipliedBy(2);
    }

    /** Looks at one invoice that is due: claiming several would make the last wait for a node that dies at the first. */
    Loop.Next round() throws SQLException {
        Instant now = clock.instant();
        // To the digits that Postgres keeps, since the end of the lease is compared with what it stored.
        Instant leasedUntil = now.plus(lease).truncatedTo(ChronoUnit.MICROS);
        List<Due> claimed = database.inTransaction(
                connection -> InvoiceCheckStore.claim(connection, processor.id(), now, leasedUntil));
        for (Due due : claimed) {
            resolve(due);
        }
        return claimed.isEmpty() ? Loop.Next.AFTER_PAUSE : Loop.Next.AT_ONCE;
    }

    private void resolve(Due due) throws SQLException {
        MerchantOrder order = database.inTransaction(connection -> OrderStore.find(connection, due.order()))
                .orElseThrow(() -> new SQLException("invoice " + due.id() + " has no order"));
        if (can(Capability.LOOK_UP)) {
            lookUp(order, due);
        } else {
            requestAnew(order, due);
        }
    }

    private void lookUp(MerchantOrder order, Due due) throws SQLException {
        Set<String> known = database.inTransaction(
                connection -> InvoiceSightStore.knownIds(connection, order.id(), processor.id()));
        LookUpAnswer answer = call.lookUp(processor, order, known);
        boolean unanswered = due.state() == InvoiceState.REQUESTED || due.state() == InvoiceState.UNKNOWN;
        if (answer instanceof LookUpAnswer.Found found) {
            MerchantOrder after = recorder.record(due, found);
            lookedAt(due, Look.ANSWERED, nextAfter(after, found.invoices()));
        } else if (answer instanceof LookUpAnswer.NotFound && unanswered) {
            requestAnew(order, due);
        } else {
            if (answer instanceof LookUpAnswer.Unknown unknown) {
                LOG.info("{} could not be asked about order {}: {}", processor.id(), order.id(), unknown.reason());
            }
            lookedAt(due, Look.UNANSWERED, nextWithoutAnswer(order, due));
        }
    }

    private @Nullable Instant nextAfter(MerchantOrder order, List<SeenInvoice> seen) {
        Instant now = clock.instant();
        return settleLate(order, seen) ? pace.next(order, seen, now) : LookPace.again(order, now);
    }

    private @Nullable Instant nextWithoutAnswer(MerchantOrder order, Due due) {
        Instant now = clock.instant();
        Instant next = pace.next(order, now);
        boolean mustAsk = due.cause() == InvoiceCheckStore.Cause.A_HINT;
        boolean soon = mustAsk || due.state() == InvoiceState.REQUESTED || due.state() == InvoiceState.UNKNOWN;
        if (next == null) {
            return mustAsk ? LookPace.again(order, now) : null;
        }
        return soon ? now.plus(InvoiceCall.pauseAfter(due.requests())) : next;
    }

    /**
     * Lets the processor's books say what ours do, where a late payment was accepted. False when it has to be tried again.
     */
    private boolean settleLate(MerchantOrder order, List<SeenInvoice> seen) {
        if (order.status() != OrderStatus.PAID || !can(Capability.SETTLE_LATE)) {
            return true;
        }
        boolean done = true;
        for (SeenInvoice late : seen.stream().filter(LookPace::isLate).toList()) {
            SettleAnswer answer =
                    call.settleLate(processor, order, late.invoice().invoiceId());
            if (answer instanceof SettleAnswer.Failed failed) {
                LOG.warn(
                        "{} was not told that the late payment of order {} is accepted, it is tried again: {}",
                        processor.id(),
                        order.id(),
                        failed.reason());
                done = false;
            }
        }
        return done;
    }

    /** Asks again for an order whose buyer still waits; for any other the looking is over. */
    private void requestAnew(MerchantOrder order, Due due) throws SQLException {
        Optional<UUID> invoice = database.inTransaction(connection -> {
            OrderStore.lockReference(connection, order.reference());
            boolean waits = OrderStore.find(connection, order.id())
                    .filter(now -> now.status() == OrderStatus.SUBMITTED)
                    .filter(now -> clock.instant().isBefore(now.terms().expiresAt()))
                    .isPresent();
            InvoiceCheckStore.lookedAt(connection, due, Look.ANSWERED, null);
            Duration answerWait = InvoiceCall.answerWait(processor);
            Instant at = clock.instant();
            if (!waits || InvoiceStore.isUnderWay(connection, order.id(), at.minus(answerWait))) {
                return Optional.empty();
            }
            UUID fresh = ids.next();
            InvoiceStore.insertRequested(connection, fresh, order.id(), processor.id(), at, answerWait);
            return Optional.of(fresh);
        });
        if (invoice.isPresent()) {
            LOG.info("asking {} again for order {}, whose answer was lost", processor.id(), order.id());
            call.run(processor, order, invoice.get());
        }
    }

    private void lookedAt(Due due, Look look, @Nullable Instant nextCheck) throws SQLException {
        database.inTransaction(connection -> {
            InvoiceCheckStore.lookedAt(connection, due, look, nextCheck);
            return due.id();
        });
    }

    private boolean can(Capability capability) {
        return processor.capabilities().contains(capability);
    }
}
