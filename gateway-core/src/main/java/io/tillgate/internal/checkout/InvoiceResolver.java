package io.tillgate.internal.checkout;

import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.InvoiceCheckStore;
import io.tillgate.internal.jdbc.InvoiceCheckStore.Due;
import io.tillgate.internal.jdbc.InvoiceStore;
import io.tillgate.internal.jdbc.OrderStore;
import io.tillgate.internal.loop.Loop;
import io.tillgate.order.InvoiceState;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import io.tillgate.processor.Capability;
import io.tillgate.processor.LookUpAnswer;
import io.tillgate.processor.PaymentProcessor;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves what a processor left open. Where it can be asked, it is asked: about a lost answer, and about invoices whose
 * notification may have been lost. Where it can't, an order whose answer was lost gets a fresh invoice with the same
 * data, and every invoice stays watched.
 */
public final class InvoiceResolver {

    private static final Logger LOG = LoggerFactory.getLogger(InvoiceResolver.class);

    private final List<PaymentProcessor> processors;
    private final Database database;
    private final InvoiceCall call;
    private final Duration monitoring;
    private final Uuid7 ids;
    private final InstantSource clock;
    private final Duration lease;

    public InvoiceResolver(
            List<PaymentProcessor> processors,
            Database database,
            InvoiceCall call,
            Duration monitoring,
            Uuid7 ids,
            InstantSource clock) {
        this.processors = processors;
        this.database = database;
        this.call = call;
        this.monitoring = monitoring;
        this.ids = ids;
        this.clock = clock;
        this.lease = processors.stream()
                .map(InvoiceCall::answerWait)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Looks at one invoice that is due: claiming several would make the last wait for a node that dies at the first. */
    public Loop.Next round() throws SQLException {
        Instant now = clock.instant();
        List<Due> claimed =
                database.inTransaction(connection -> InvoiceCheckStore.claim(connection, now, now.plus(lease), 1));
        for (Due due : claimed) {
            resolve(due);
        }
        return claimed.isEmpty() ? Loop.Next.AFTER_PAUSE : Loop.Next.AT_ONCE;
    }

    private void resolve(Due due) throws SQLException {
        Optional<PaymentProcessor> processor = processors.stream()
                .filter(one -> one.id().equals(due.processor()))
                .findFirst();
        MerchantOrder order = database.inTransaction(connection -> OrderStore.find(connection, due.order()))
                .orElseThrow(() -> new SQLException("invoice " + due.id() + " has no order"));
        if (processor.isEmpty()) {
            LOG.warn("order {} waits for processor {}, which is not configured any more", order.id(), due.processor());
            database.inTransaction(connection -> checkAgain(connection, due, Duration.ofHours(1)));
        } else if (processor.get().capabilities().contains(Capability.LOOK_UP)) {
            lookUp(processor.get(), order, due);
        } else {
            requestAnew(processor.get(), order, due);
        }
    }

    private void lookUp(PaymentProcessor processor, MerchantOrder order, Due due) throws SQLException {
        boolean settled = order.status() == OrderStatus.PAID || order.status() == OrderStatus.DECLINED;
        if (settled || clock.instant().isAfter(order.terms().expiresAt().plus(monitoring))) {
            database.inTransaction(connection -> checkNever(connection, due));
            return;
        }
        LookUpAnswer answer = call.lookUp(processor, order);
        if (answer instanceof LookUpAnswer.Found found) {
            call.recordFound(processor, order, due, found, clock.instant().plus(pause(due)));
        } else if (answer instanceof LookUpAnswer.NotFound && due.state() != InvoiceState.CREATED) {
            requestAnew(processor, order, due);
        } else {
            database.inTransaction(connection -> checkAgain(connection, due, pause(due)));
        }
    }

    /** Asks again for an order whose buyer still waits; for any other the looking is over. */
    private void requestAnew(PaymentProcessor processor, MerchantOrder order, Due due) throws SQLException {
        Optional<UUID> invoice = database.inTransaction(connection -> {
            OrderStore.lockReference(connection, order.reference());
            boolean waits = OrderStore.find(connection, order.id())
                    .filter(now -> now.status() == OrderStatus.SUBMITTED)
                    .filter(now -> clock.instant().isBefore(now.terms().expiresAt()))
                    .isPresent();
            checkNever(connection, due);
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

    private boolean checkAgain(Connection connection, Due due, Duration pause) throws SQLException {
        InvoiceCheckStore.checkAgain(connection, due.id(), clock.instant().plus(pause));
        return true;
    }

    private static boolean checkNever(Connection connection, Due due) throws SQLException {
        InvoiceCheckStore.checkNever(connection, due.id());
        return true;
    }

    private static Duration pause(Due due) {
        return due.state() == InvoiceState.CREATED ? Duration.ofMinutes(1) : InvoiceCall.pauseAfter(due.requests());
    }
}
