package io.tillgate.internal.checkout;

import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.checkout.CheckoutResult;
import io.tillgate.checkout.CheckoutService;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.OrderStore;
import io.tillgate.internal.loop.OrderWatch;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderPolicy;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.OrderTerms;
import io.tillgate.processor.CreateAnswer;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.rate.Conversion;
import io.tillgate.rate.Quote;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.RateService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkout: price it, store the intent, call the processor, store the answer. Whatever is lost in between leaves an
 * order that is SUBMITTED and watched.
 */
public final class StoredCheckout implements CheckoutService {

    /** How long a second checkout of the same reference waits for the first one's answer. */
    private static final Duration UNDER_WAY_WAIT = Duration.ofSeconds(12);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(StoredCheckout.class);

    private final List<PaymentProcessor> processors;
    private final RateService rates;
    private final OrderPolicy policy;
    private final Database database;
    private final OrderOpening opening;
    private final InvoiceCall invoiceCall;
    private final OrderLinks links;
    private final OrderWatch watch;
    private final Uuid7 ids;
    private final InstantSource clock;

    public StoredCheckout(
            List<PaymentProcessor> processors,
            RateService rates,
            OrderPolicy policy,
            Database database,
            InvoiceCall invoiceCall,
            OrderLinks links,
            OrderWatch watch,
            Uuid7 ids,
            InstantSource clock) {
        this.processors = List.copyOf(processors);
        this.rates = rates;
        this.policy = policy;
        this.database = database;
        this.opening = new OrderOpening(ids, clock);
        this.invoiceCall = invoiceCall;
        this.links = links;
        this.watch = watch;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public CheckoutResult checkout(CheckoutRequest request) {
        PaymentProcessor processor = processorOf(request);
        Pricing pricing = price(request.price());
        if (pricing instanceof Pricing.Refused refused) {
            return new CheckoutResult.NoRate(refused.noRate().reasons());
        }
        OrderOpening.Offer offer = ((Pricing.Offered) pricing).offer();
        OrderOpening.Step step = database.orThrow(
                "store the order of reference " + request.reference(),
                connection -> opening.open(connection, request, processor, offer));
        if (step instanceof OrderOpening.Step.Reuse reuse) {
            return new CheckoutResult.Ready(reuse.order(), reuse.paymentUrl(), true);
        }
        if (step instanceof OrderOpening.Step.AlreadyPaid paid) {
            return new CheckoutResult.AlreadyPaid(paid.order());
        }
        if (step instanceof OrderOpening.Step.PaymentSeen seen) {
            return new CheckoutResult.PaymentSeen(
                    seen.order(), links.orderPage(seen.order().id()));
        }
        if (step instanceof OrderOpening.Step.UnderWay underWay) {
            return afterTheOthersAnswer(underWay.order());
        }
        OrderOpening.Step.Call call = (OrderOpening.Step.Call) step;
        InvoiceCall.Outcome outcome = invoiceCall.run(processor, call.order(), call.invoice());
        return result(outcome.order(), outcome.answer());
    }

    private CheckoutResult result(MerchantOrder order, CreateAnswer answer) {
        if (order.status() == OrderStatus.PAID) {
            return new CheckoutResult.AlreadyPaid(order);
        }
        if (order.status() == OrderStatus.CONFIRMING) {
            return new CheckoutResult.PaymentSeen(order, links.orderPage(order.id()));
        }
        if (order.status() == OrderStatus.CANCELLED) {
            return withdrawn(order);
        }
        if (answer instanceof CreateAnswer.Created created) {
            return new CheckoutResult.Ready(order, created.paymentUrl(), false);
        }
        if (answer instanceof CreateAnswer.Declined declined) {
            return new CheckoutResult.Declined(order, declined.reason());
        }
        return new CheckoutResult.Pending(order, links.orderPage(order.id()), ((CreateAnswer.Unknown) answer).reason());
    }

    /** Somebody else asks the processor for this very order; waits for what they hear, and not for ever. */
    private CheckoutResult afterTheOthersAnswer(MerchantOrder order) {
        Semaphore changes = new Semaphore(0);
        long deadline = System.nanoTime() + UNDER_WAY_WAIT.toNanos();
        OrderWatch.Handle handle = watch.watch(order.id(), changes::release);
        try {
            MerchantOrder now = reload(order);
            while (now.status() == OrderStatus.SUBMITTED && System.nanoTime() < deadline) {
                // The announcement of another node may be missed, so look again by the clock too.
                boolean told = changes.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                LOG.debug("order {} is looked at again, told of a change: {}", order.id(), told);
                now = reload(order);
            }
            return settledElsewhere(now);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new CheckoutResult.Pending(order, links.orderPage(order.id()), "the wait was interrupted");
        } finally {
            handle.close();
        }
    }

    private CheckoutResult settledElsewhere(MerchantOrder order) {
        String paymentUrl = order.paymentUrl();
        if (order.status() == OrderStatus.PAID) {
            return new CheckoutResult.AlreadyPaid(order);
        }
        if (order.status() == OrderStatus.CONFIRMING) {
            return new CheckoutResult.PaymentSeen(order, links.orderPage(order.id()));
        }
        if (order.status() == OrderStatus.DECLINED) {
            return new CheckoutResult.Declined(order, "the processor refused the order");
        }
        if (order.status() == OrderStatus.CANCELLED) {
            return withdrawn(order);
        }
        if (paymentUrl != null) {
            return new CheckoutResult.Ready(order, paymentUrl, true);
        }
        return new CheckoutResult.Pending(
                order, links.orderPage(order.id()), "the processor's answer is not there yet");
    }

    /** A notification of the withdrawal can be quicker than the answer to create: nobody may be sent to pay there. */
    private static CheckoutResult withdrawn(MerchantOrder order) {
        return new CheckoutResult.Declined(order, "the processor withdrew its invoice at once");
    }

    private MerchantOrder reload(MerchantOrder order) {
        return database.orThrow("read order " + order.id(), connection -> OrderStore.find(connection, order.id()))
                .orElse(order);
    }

    private PaymentProcessor processorOf(CheckoutRequest request) {
        if (request.processor().isEmpty()) {
            return processors.get(0);
        }
        return processors.stream()
                .filter(processor -> processor.id().equals(request.processor().get()))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "processor",
                        "'" + request.processor().get() + "' is not configured",
                        "use one of "
                                + processors.stream().map(PaymentProcessor::id).toList()));
    }

    private Pricing price(Money price) {
        Instant now = clock.instant();
        Instant expiresAt = now.plus(policy.timeToPay());
        if (price.currency().equals(Currency.BTC)) {
            return new Pricing.Offered(new OrderOpening.Offer(new OrderTerms(price, price, expiresAt), null));
        }
        RateAnswer answer = rates.rate(price.currency());
        if (answer instanceof RateAnswer.NoRate noRate) {
            return new Pricing.Refused(noRate);
        }
        RateAnswer.Rate rate = (RateAnswer.Rate) answer;
        Money due = due(price, rate);
        Quote quote = new Quote(ids.next(), price, due, rate, now, expiresAt);
        return new Pricing.Offered(new OrderOpening.Offer(new OrderTerms(price, due, expiresAt), quote));
    }

    private static Money due(Money price, RateAnswer.Rate rate) {
        try {
            return Conversion.toBitcoin(price, rate).to();
        } catch (ArithmeticException overflow) {
            throw new InvalidInputException("price", "is more than all bitcoin there can be", "send a smaller amount");
        }
    }

    private sealed interface Pricing {
        record Offered(OrderOpening.Offer offer) implements Pricing {}

        record Refused(RateAnswer.NoRate noRate) implements Pricing {}
    }
}
