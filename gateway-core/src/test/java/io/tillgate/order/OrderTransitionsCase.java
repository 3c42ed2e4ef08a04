package io.tillgate.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Money;
import io.tillgate.order.OrderFacts.OtherAttempts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One order of 1,000,000 satoshi under a policy that each test may change, and words for its facts. */
abstract class OrderTransitionsCase {

    static final long DUE = 1_000_000;
    static final Instant EXPIRY = Instant.parse("2012-06-01T12:15:00Z");
    static final Instant IN_TIME = EXPIRY.minusSeconds(600);
    static final Instant LATE = EXPIRY.plus(Duration.ofHours(1));
    static final Instant TOO_LATE = EXPIRY.plus(Duration.ofHours(24)).plusMillis(1);
    static final OrderTerms TERMS = new OrderTerms(Money.satoshi(DUE), Money.satoshi(DUE), EXPIRY);

    OrderPolicy policy = OrderPolicy.DEFAULT;
    InvoiceStanding invoices = InvoiceStanding.LIVE;
    OtherAttempts otherAttempts = OtherAttempts.WITHOUT_MONEY;
    ByHand byHand = ByHand.NOTHING;
    Integer drift;
    Instant now = IN_TIME;

    OrderState derive(PaymentFact... payments) {
        return new OrderTransitions(policy)
                .derive(TERMS, new OrderFacts(List.of(payments), invoices, otherAttempts, byHand, drift), now);
    }

    static OrderPolicy tolerating(UnderpaymentTolerance tolerance) {
        return OrderPolicy.DEFAULT.withTolerance(tolerance);
    }

    static OrderPolicy late(LatePayment latePayment) {
        return OrderPolicy.DEFAULT.withLatePayment(latePayment);
    }

    static PaymentFact paid(String paymentId, long satoshi) {
        return paidAt(IN_TIME, paymentId, satoshi);
    }

    static PaymentFact paidAt(Instant at, String paymentId, long satoshi) {
        return PaymentFact.confirmed(paymentId, Money.satoshi(satoshi), at);
    }

    static PaymentFact seen(String paymentId, long confirmed, long pending) {
        return PaymentFact.pending(paymentId, Money.satoshi(confirmed), Money.satoshi(pending), IN_TIME);
    }

    static PaymentFact reversed(String paymentId, long sequence) {
        Money nothing = Money.satoshi(0);
        return new PaymentFact(paymentId, PaymentState.REVERSED, nothing, nothing, sequence, IN_TIME);
    }

    static void assertState(
            OrderState state,
            OrderStatus status,
            Anomaly anomaly,
            long received,
            long pending,
            ReviewReason... review) {
        assertThat(state)
                .isEqualTo(new OrderState(
                        status, anomaly, Money.satoshi(received), Money.satoshi(pending), java.util.Set.of(review)));
    }
}
