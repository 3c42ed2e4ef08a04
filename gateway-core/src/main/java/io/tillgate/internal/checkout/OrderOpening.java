package io.tillgate.internal.checkout;

import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.jdbc.InvoiceStore;
import io.tillgate.internal.jdbc.JournalStore;
import io.tillgate.internal.jdbc.OrderStore;
import io.tillgate.internal.jdbc.QuoteStore;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderState;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.OrderTerms;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.rate.Quote;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The first transaction of a checkout: finds the order to go on with, or stores the intent of a new one. */
final class OrderOpening {

    /** What to do next. */
    sealed interface Step {
        /** The order is there and the buyer can go and pay. */
        record Reuse(MerchantOrder order, String paymentUrl) implements Step {}

        record AlreadyPaid(MerchantOrder order) implements Step {}

        /** The full amount was seen and is not confirmed. */
        record PaymentSeen(MerchantOrder order) implements Step {}

        /** Another thread or node waits for the processor's answer. */
        record UnderWay(MerchantOrder order) implements Step {}

        /** The intent is stored; now call the processor. */
        record Call(MerchantOrder order, UUID invoice) implements Step {}
    }

    /** The price of a checkout: what to pay, until when, and the proof. */
    record Offer(OrderTerms terms, @Nullable Quote quote) {}

    private final Uuid7 ids;
    private final InstantSource clock;

    OrderOpening(Uuid7 ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    Step open(Connection connection, CheckoutRequest request, PaymentProcessor processor, Offer offer)
            throws SQLException {
        OrderStore.lockReference(connection, request.reference());
        // The answer to a call under way is recorded under the order's own lock: see all of it, or none.
        List<MerchantOrder> attempts = OrderStore.lockByReference(connection, request.reference());
        Optional<MerchantOrder> paid = withStatus(attempts, OrderStatus.PAID);
        if (paid.isPresent()) {
            return new Step.AlreadyPaid(paid.get());
        }
        Optional<MerchantOrder> seen = withStatus(attempts, OrderStatus.CONFIRMING);
        if (seen.isPresent()) {
            return new Step.PaymentSeen(seen.get());
        }
        Instant now = clock.instant();
        if (!attempts.isEmpty()) {
            MerchantOrder latest = attempts.get(0);
            boolean open =
                    latest.status().isOpen() && now.isBefore(latest.terms().expiresAt());
            if (open && hasTerms(latest, request, processor)) {
                return goOn(connection, latest, processor, now);
            }
        }
        OrderStore.supersede(connection, request.reference());
        MerchantOrder order = insert(connection, request, processor, offer, attempts.size() + 1, now);
        return new Step.Call(order, insertInvoice(connection, order.id(), processor, now));
    }

    private Step goOn(Connection connection, MerchantOrder order, PaymentProcessor processor, Instant now)
            throws SQLException {
        String paymentUrl = order.paymentUrl();
        if (paymentUrl != null) {
            return new Step.Reuse(order, paymentUrl);
        }
        if (InvoiceStore.isUnderWay(connection, order.id(), now.minus(InvoiceCall.answerWait(processor)))) {
            return new Step.UnderWay(order);
        }
        return new Step.Call(order, insertInvoice(connection, order.id(), processor, now));
    }

    private MerchantOrder insert(
            Connection connection,
            CheckoutRequest request,
            PaymentProcessor processor,
            Offer offer,
            int attempt,
            Instant now)
            throws SQLException {
        Quote quote = offer.quote();
        if (quote != null) {
            QuoteStore.insert(connection, quote);
        }
        OrderTerms terms = offer.terms();
        MerchantOrder order = new MerchantOrder(
                new OrderId(ids.next()),
                request.reference(),
                attempt,
                processor.id().value(),
                terms,
                OrderState.submitted(terms.due()),
                Money.zero(terms.due().currency()),
                request.shop(),
                quote == null ? null : quote.id(),
                null,
                now,
                now);
        OrderStore.insert(connection, order);
        JournalStore.opened(connection, order);
        return order;
    }

    private UUID insertInvoice(Connection connection, OrderId order, PaymentProcessor processor, Instant now)
            throws SQLException {
        UUID invoice = ids.next();
        InvoiceStore.insertRequested(
                connection, invoice, order, processor.id(), now, InvoiceCall.answerWait(processor));
        return invoice;
    }

    private static Optional<MerchantOrder> withStatus(List<MerchantOrder> attempts, OrderStatus status) {
        return attempts.stream().filter(order -> order.status() == status).findFirst();
    }

    private static boolean hasTerms(MerchantOrder order, CheckoutRequest request, PaymentProcessor processor) {
        return order.terms().price().equals(request.price())
                && order.processor().equals(processor.id().value())
                && order.shop().equals(request.shop());
    }
}
