package io.tillgate.order;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** An order with facts of every kind, near the edges on purpose: amounts around the amount due, times around expiry. */
record GeneratedOrder(OrderPolicy policy, OrderTerms terms, OrderFacts facts, Instant now) {

    private static final Instant EXPIRY = Instant.parse("2012-06-01T12:15:00Z");
    private static final Currency EUR = Currency.of("EUR");

    static GeneratedOrder from(Random random) {
        long due = random.nextBoolean() ? 1 + random.nextInt(20) : 1 + random.nextInt(2_000_000);
        OrderPolicy policy = OrderPolicy.DEFAULT
                .withTolerance(
                        new UnderpaymentTolerance(random.nextInt(1001), random.nextInt(3000), random.nextInt(200)))
                .withLatePayment(new LatePayment(
                        Duration.ofHours(random.nextInt(3)), random.nextBoolean() ? null : random.nextInt(300)))
                .withOverpaymentTolerated(random.nextInt(3));
        OrderTerms terms = new OrderTerms(Money.satoshi(due), Money.satoshi(due), EXPIRY);
        List<PaymentFact> payments = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            payments.add(payment(random, "p-" + random.nextInt(4), amount(random, policy, due)));
        }
        InvoiceStanding standing = pick(random, InvoiceStanding.values());
        OrderFacts facts = new OrderFacts(
                payments,
                standing,
                pick(random, OrderFacts.OtherAttempts.values()),
                byHand(random, due),
                random.nextBoolean() ? null : random.nextInt(600) - 300);
        return new GeneratedOrder(policy, terms, facts, time(random));
    }

    OrderState derive() {
        return derive(facts.payments(), now);
    }

    OrderState derive(List<PaymentFact> payments, Instant at) {
        return new OrderTransitions(policy)
                .derive(
                        terms,
                        new OrderFacts(
                                payments,
                                facts.invoices(),
                                facts.otherAttempts(),
                                facts.byHand(),
                                facts.lateDriftBasisPoints()),
                        at);
    }

    Money needed() {
        return policy.needed(terms.due());
    }

    /** A confirmed payment under an id that no other fact has. */
    PaymentFact furtherPayment(Random random) {
        long amount = Math.max(1, amount(random, policy, terms.due().minorUnits()));
        return PaymentFact.confirmed("further", Money.satoshi(amount), time(random));
    }

    static Instant time(Random random) {
        return EXPIRY.plusSeconds(random.nextInt(6 * 3600) - 3600L);
    }

    private static long amount(Random random, OrderPolicy policy, long due) {
        long needed = policy.needed(Money.satoshi(due)).minorUnits();
        return switch (random.nextInt(6)) {
            case 0 -> needed;
            case 1 -> needed - 1;
            case 2 -> due;
            case 3 -> due / 2;
            case 4 -> due + random.nextInt(4);
            default -> random.nextInt((int) due + 1);
        };
    }

    private static PaymentFact payment(Random random, String id, long amount) {
        Currency currency = random.nextInt(12) == 0 ? EUR : Currency.BTC;
        PaymentState state = random.nextInt(8) == 0
                ? PaymentState.REVERSED
                : random.nextBoolean() ? PaymentState.CONFIRMED : PaymentState.PENDING;
        long confirmed = switch (state) {
            case PENDING -> amount == 0 ? 0 : random.nextLong(amount + 1);
            case CONFIRMED -> amount;
            case REVERSED -> 0;
        };
        long pending = state == PaymentState.PENDING ? amount - confirmed : 0;
        long sequence = random.nextInt(4) == 0 ? random.nextInt(3) : 0;
        return new PaymentFact(
                id, state, new Money(currency, confirmed), new Money(currency, pending), sequence, time(random));
    }

    private static ByHand byHand(Random random, long due) {
        ByHand byHand = new ByHand(random.nextInt(4) == 0 ? random.nextLong(due + 1) : 0, Set.of());
        for (StaffDecision decision : StaffDecision.values()) {
            byHand = random.nextInt(5) == 0 ? byHand.plus(decision) : byHand;
        }
        return byHand;
    }

    private static <T> T pick(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}
