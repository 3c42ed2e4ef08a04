package io.tillgate.internal.checkout;

import io.tillgate.internal.intake.ParkedMatcher;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.InvoiceStore;
import io.tillgate.internal.jdbc.OrderDraft;
import io.tillgate.internal.jdbc.OrderLedger;
import io.tillgate.internal.jdbc.OrderStore;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.OrderTokens;
import io.tillgate.order.OrderTransitions;
import io.tillgate.processor.Capability;
import io.tillgate.processor.CreateAnswer;
import io.tillgate.processor.InvoiceRequest;
import io.tillgate.processor.LookUpAnswer;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.SeenInvoice;
import io.tillgate.processor.SettleAnswer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call to a processor for one stored invoice, and the transaction that records its answer. No connection is held
 * while the processor thinks, and only so many threads wait for it at once.
 */
public final class InvoiceCall {

    /** Threads of the host that may wait for processors at the same time. */
    public static final int CALLS_MAX = 32;

    private static final Duration FIRST_LOOK = Duration.ofMinutes(1);
    private static final Duration CALL_PERMIT_WAIT = Duration.ofSeconds(2);

    /** For the two transactions around a call. */
    private static final Duration RECORD_WAIT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(InvoiceCall.class);

    /** The order after the answer was recorded, and the answer. */
    public record Outcome(MerchantOrder order, CreateAnswer answer) {}

    private final Database database;
    private final OrderTransitions transitions;
    private final OrderLedger ledger;
    private final OrderTokens tokens;
    private final OrderLinks links;
    private final ParkedMatcher parked;
    private final Duration monitoring;
    private final InstantSource clock;
    private final Semaphore permits = new Semaphore(CALLS_MAX, true);

    public InvoiceCall(
            Database database,
            OrderTransitions transitions,
            OrderLedger ledger,
            OrderTokens tokens,
            OrderLinks links,
            ParkedMatcher parked,
            Duration monitoring,
            InstantSource clock) {
        this.database = database;
        this.transitions = transitions;
        this.ledger = ledger;
        this.tokens = tokens;
        this.links = links;
        this.parked = parked;
        this.monitoring = monitoring;
        this.clock = clock;
    }

    /** How long the answer to a stored request may take; after that the node that asked has died. */
    static Duration answerWait(PaymentProcessor processor) {
        return CALL_PERMIT_WAIT.plus(processor.answerTimeMax()).plus(RECORD_WAIT);
    }

    /** Calls the processor and records what it said. A store that fails meanwhile leaves the invoice for the janitor. */
    public Outcome run(PaymentProcessor processor, MerchantOrder order, UUID invoice) {
        CreateAnswer answer = call(processor, order);
        try {
            MerchantOrder recorded =
                    database.inTransaction(connection -> record(connection, processor, order.id(), invoice, answer));
            if (answer instanceof CreateAnswer.Created created) {
                return new Outcome(matchParked(processor, created, recorded), answer);
            }
            return new Outcome(recorded, answer);
        } catch (SQLException failure) {
            LOG.error(
                    "the answer of {} for order {} could not be recorded, the janitor goes on with it",
                    processor.id(),
                    order.id(),
                    failure);
            return new Outcome(order, new CreateAnswer.Unknown("the answer could not be stored"));
        }
    }

    private CreateAnswer call(PaymentProcessor processor, MerchantOrder order) {
        try {
            if (!permits.tryAcquire(CALL_PERMIT_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return new CreateAnswer.Unknown("not sent: " + CALLS_MAX + " calls wait for processors already");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new CreateAnswer.Unknown("not sent: interrupted");
        }
        try {
            Set<Capability> can = processor.capabilities();
            boolean mayExist = can.contains(Capability.LOOK_UP)
                    && !can.contains(Capability.IDEMPOTENT_CREATE)
                    && order.status() == OrderStatus.SUBMITTED
                    && requests(order) > 1;
            return mayExist ? lookUpThenCreate(processor, order) : processor.create(request(processor, order));
        } catch (SQLException outage) {
            return new CreateAnswer.Unknown("not sent: the store is not available");
        } catch (RuntimeException bug) {
            LOG.error("processor {} failed to create the invoice of order {}", processor.id(), order.id(), bug);
            return new CreateAnswer.Unknown("the processor's client failed");
        } finally {
            permits.release();
        }
    }

    /** An earlier request for this order was lost on the way there, or on the way back: then the invoice exists. */
    private CreateAnswer lookUpThenCreate(PaymentProcessor processor, MerchantOrder order) {
        LookUpAnswer answer = lookUp(processor, order, Set.of());
        if (answer instanceof LookUpAnswer.Found found) {
            SeenInvoice first = found.invoices().get(0);
            return first.isOurs()
                    ? first.invoice()
                    : new CreateAnswer.Unknown("the invoice that exists is not what was ordered: " + first.mismatch());
        }
        if (answer instanceof LookUpAnswer.NotFound) {
            return processor.create(request(processor, order));
        }
        return new CreateAnswer.Unknown("not sent: " + ((LookUpAnswer.Unknown) answer).reason());
    }

    private int requests(MerchantOrder order) throws SQLException {
        return database.inTransaction(connection -> InvoiceStore.count(connection, order.id()));
    }

    private MerchantOrder record(
            Connection connection, PaymentProcessor processor, OrderId id, UUID invoice, CreateAnswer answer)
            throws SQLException {
        Instant now = clock.instant();
        OrderDraft draft = OrderLedger.lock(connection, List.of(id)).get(id);
        if (draft == null) {
            throw new SQLException("order " + id + " is gone");
        }
        Instant nextCheck = nextCheck(connection, processor, id, answer, now);
        draft.observe(InvoiceStore.answer(connection, invoice, id, processor.id(), answer, nextCheck, now));
        String cause = "processor did not answer";
        if (answer instanceof CreateAnswer.Created created) {
            draft.paymentUrl(created.paymentUrl());
            cause = "invoice created";
        } else if (answer instanceof CreateAnswer.Declined) {
            cause = "invoice declined";
        }
        draft.derive(transitions, now, OrderDraft.Cause.of(cause, processor.id().value()));
        ledger.write(connection, List.of(draft), now);
        return OrderStore.find(connection, id).orElseThrow();
    }

    private static @Nullable Instant nextCheck(
            Connection connection, PaymentProcessor processor, OrderId id, CreateAnswer answer, Instant now)
            throws SQLException {
        if (answer instanceof CreateAnswer.Unknown) {
            return now.plus(pauseAfter(InvoiceStore.count(connection, id)));
        }
        boolean canBeAsked = processor.capabilities().contains(Capability.LOOK_UP);
        return canBeAsked && answer instanceof CreateAnswer.Created ? now.plus(FIRST_LOOK) : null;
    }

    /** How long to leave a processor alone that gave no answer to so many requests for one order. */
    static Duration pauseAfter(int requests) {
        return Duration.ofSeconds(Math.min(300, 2L << Math.min(requests, 10)));
    }

    /** Asks what became of an order's invoices; never throws. */
    LookUpAnswer lookUp(PaymentProcessor processor, MerchantOrder order, Set<String> knownIds) {
        try {
            return processor.lookUp(request(processor, order), knownIds);
        } catch (RuntimeException bug) {
            LOG.error("processor {} failed to look up order {}", processor.id(), order.id(), bug);
            return new LookUpAnswer.Unknown("the processor's client failed");
        }
    }

    /** Tells the processor that a late payment counts; never throws. */
    SettleAnswer settleLate(PaymentProcessor processor, MerchantOrder order, String invoiceId) {
        try {
            return processor.settleLate(invoiceId);
        } catch (RuntimeException bug) {
            LOG.error("processor {} failed to settle the late payment of order {}", processor.id(), order.id(), bug);
            return new SettleAnswer.Failed("the processor's client failed");
        }
    }

    /** A notification can be quicker than the answer to create; it waits for the invoice that is known only now. */
    private MerchantOrder matchParked(PaymentProcessor processor, CreateAnswer.Created created, MerchantOrder recorded)
            throws SQLException {
        if (parked.matchInvoice(processor.id(), created.invoiceId()) == 0) {
            return recorded;
        }
        return database.inTransaction(connection -> OrderStore.find(connection, recorded.id()))
                .orElse(recorded);
    }

    private InvoiceRequest request(PaymentProcessor processor, MerchantOrder order) {
        OrderId id = order.id();
        return new InvoiceRequest(
                id,
                order.terms().due(),
                tokens.data(id),
                order.shop().description(),
                links.notifications(processor.id()),
                links.returnSuccess(id),
                links.returnFailure(id),
                order.terms().expiresAt(),
                monitoring);
    }
}
