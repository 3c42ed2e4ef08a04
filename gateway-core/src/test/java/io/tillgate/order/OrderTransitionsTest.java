package io.tillgate.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.OrderFacts.OtherAttempts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTransitionsTest {

    private static final long DUE = 1_000_000;
    private static final Instant EXPIRY = Instant.parse("2012-06-01T12:15:00Z");
    private static final Instant IN_TIME = EXPIRY.minusSeconds(600);
    private static final Instant LATE = EXPIRY.plus(Duration.ofHours(1));
    private static final Instant TOO_LATE = EXPIRY.plus(Duration.ofHours(24)).plusMillis(1);
    private static final OrderTerms TERMS = new OrderTerms(Money.satoshi(DUE), Money.satoshi(DUE), EXPIRY);

    private OrderPolicy policy = OrderPolicy.DEFAULT;
    private InvoiceStanding invoices = InvoiceStanding.LIVE;
    private OtherAttempts otherAttempts = OtherAttempts.WITHOUT_MONEY;
    private long waived;
    private Integer drift;
    private Instant now = IN_TIME;

    @Test
    void an_intent_without_an_answer_is_submitted() {
        invoices = InvoiceStanding.REQUESTED;
        assertState(derive(), OrderStatus.SUBMITTED, Anomaly.NONE, 0, 0);
    }

    @Test
    void a_lost_answer_leaves_the_order_submitted() {
        invoices = InvoiceStanding.UNKNOWN;
        assertState(derive(), OrderStatus.SUBMITTED, Anomaly.NONE, 0, 0);
    }

    @Test
    void an_invoice_makes_the_order_await_payment() {
        assertState(derive(), OrderStatus.AWAITING_PAYMENT, Anomaly.NONE, 0, 0);
    }

    @Test
    void a_refusal_of_the_processor_declines_the_order_for_good() {
        invoices = InvoiceStanding.DECLINED;
        assertState(derive(), OrderStatus.DECLINED, Anomaly.NONE, 0, 0);
        now = LATE;
        assertState(derive(), OrderStatus.DECLINED, Anomaly.NONE, 0, 0);
    }

    @Test
    void the_full_amount_confirmed_is_paid() {
        assertState(derive(paid("p-1", DUE)), OrderStatus.PAID, Anomaly.NONE, DUE, 0);
    }

    @Test
    void a_payment_that_comes_before_the_answer_to_create_counts() {
        for (InvoiceStanding standing : InvoiceStanding.values()) {
            invoices = standing;
            assertThat(derive(paid("p-1", DUE)).status()).as("%s", standing).isEqualTo(OrderStatus.PAID);
        }
    }

    @Test
    void a_short_payment_before_the_answer_to_create_proves_that_the_invoice_exists() {
        invoices = InvoiceStanding.UNKNOWN;
        assertState(derive(seen("p-1", 0, 1)), OrderStatus.AWAITING_PAYMENT, Anomaly.NONE, 0, 1);
    }

    @Test
    void one_satoshi_less_is_underpaid_and_never_paid() {
        assertState(
                derive(paid("p-1", DUE - 1)),
                OrderStatus.AWAITING_PAYMENT,
                Anomaly.UNDERPAID,
                DUE - 1,
                0,
                ReviewReason.UNDERPAID);
    }

    @Test
    void a_second_payment_that_makes_up_the_rest_is_paid_and_nobody_has_to_look() {
        assertState(derive(paid("p-1", DUE - 1), paid("p-2", 1)), OrderStatus.PAID, Anomaly.NONE, DUE, 0);
    }

    @Test
    void a_partial_is_never_terminal() {
        assertState(derive(seen("p-1", 400_000, 600_000)), OrderStatus.CONFIRMING, Anomaly.NONE, 400_000, 600_000);
        assertState(derive(seen("p-1", DUE, 0)), OrderStatus.CONFIRMING, Anomaly.NONE, DUE, 0);
        assertState(
                derive(seen("p-1", 400_000, 599_999)), OrderStatus.AWAITING_PAYMENT, Anomaly.NONE, 400_000, 599_999);
    }

    @Test
    void a_partial_that_is_not_confirmed_holds_expiry_back_only_when_it_covers_the_amount() {
        now = LATE;
        assertState(derive(seen("p-1", 0, DUE)), OrderStatus.CONFIRMING, Anomaly.NONE, 0, DUE);
        assertState(
                derive(seen("p-1", 0, DUE - 1)),
                OrderStatus.EXPIRED,
                Anomaly.UNDERPAID,
                0,
                DUE - 1,
                ReviewReason.UNDERPAID);
    }

    @Test
    void the_paid_of_a_payment_replaces_its_partials_whatever_came_first() {
        PaymentFact partial = seen("p-1", 300_000, 700_000);
        assertState(derive(partial, paid("p-1", DUE)), OrderStatus.PAID, Anomaly.NONE, DUE, 0);
        assertState(derive(paid("p-1", DUE), partial), OrderStatus.PAID, Anomaly.NONE, DUE, 0);
    }

    @Test
    void a_confirmed_payment_below_its_own_partial_counts_as_confirmed() {
        assertState(
                derive(seen("p-1", 0, DUE), paid("p-1", DUE - 1)),
                OrderStatus.AWAITING_PAYMENT,
                Anomaly.UNDERPAID,
                DUE - 1,
                0,
                ReviewReason.UNDERPAID);
    }

    @Test
    void a_confirmed_and_a_pending_payment_together_are_confirming() {
        assertState(
                derive(paid("p-1", 400_000), seen("p-2", 0, 600_000)),
                OrderStatus.CONFIRMING,
                Anomaly.NONE,
                400_000,
                600_000);
    }

    @Test
    void the_smaller_of_percent_and_absolute_tolerance_decides() {
        // 1 % of the amount due is 10,000 satoshi.
        policy = tolerating(new UnderpaymentTolerance(100, 4_000, 0));
        assertThat(derive(paid("p-1", DUE - 4_000)).status()).isEqualTo(OrderStatus.PAID);
        assertThat(derive(paid("p-1", DUE - 4_001)).status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);

        policy = tolerating(new UnderpaymentTolerance(100, 40_000, 0));
        assertThat(derive(paid("p-1", DUE - 10_000)).status()).isEqualTo(OrderStatus.PAID);
        assertThat(derive(paid("p-1", DUE - 10_001)).status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
    }

    @Test
    void the_fee_allowance_comes_on_top_of_the_tolerance() {
        policy = tolerating(new UnderpaymentTolerance(100, 4_000, 500));
        assertThat(derive(paid("p-1", DUE - 4_500)).status()).isEqualTo(OrderStatus.PAID);
        assertThat(derive(paid("p-1", DUE - 4_501)).status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
    }

    @Test
    void a_tolerated_shortfall_is_no_anomaly() {
        policy = tolerating(new UnderpaymentTolerance(100, 4_000, 0));
        assertState(derive(paid("p-1", DUE - 4_000)), OrderStatus.PAID, Anomaly.NONE, DUE - 4_000, 0);
    }

    @Test
    void a_surplus_is_paid_and_overpaid() {
        assertState(
                derive(paid("p-1", DUE + 1)), OrderStatus.PAID, Anomaly.OVERPAID, DUE + 1, 0, ReviewReason.OVERPAID);
    }

    @Test
    void a_surplus_within_the_tolerance_is_nobodys_business() {
        policy = OrderPolicy.DEFAULT.withOverpaymentTolerated(100);
        assertState(derive(paid("p-1", DUE + 100)), OrderStatus.PAID, Anomaly.NONE, DUE + 100, 0);
        assertThat(derive(paid("p-1", DUE + 101)).anomaly()).isEqualTo(Anomaly.OVERPAID);
    }

    @Test
    void paying_twice_is_overpaid() {
        assertState(
                derive(paid("p-1", DUE), paid("p-2", DUE)),
                OrderStatus.PAID,
                Anomaly.OVERPAID,
                2 * DUE,
                0,
                ReviewReason.OVERPAID);
    }

    @Test
    void without_money_the_order_expires_at_the_very_end_of_its_time() {
        now = EXPIRY.minusNanos(1);
        assertThat(derive().status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
        now = EXPIRY;
        assertState(derive(), OrderStatus.EXPIRED, Anomaly.NONE, 0, 0);
    }

    @Test
    void an_order_whose_create_was_never_answered_expires_too() {
        now = EXPIRY;
        for (InvoiceStanding standing : List.of(InvoiceStanding.REQUESTED, InvoiceStanding.UNKNOWN)) {
            invoices = standing;
            assertThat(derive().status()).as("%s", standing).isEqualTo(OrderStatus.EXPIRED);
        }
    }

    @Test
    void a_payment_made_in_time_and_told_late_is_not_late() {
        now = LATE;
        assertState(derive(paid("p-1", DUE)), OrderStatus.PAID, Anomaly.NONE, DUE, 0);
        assertState(derive(paidAt(EXPIRY, "p-1", DUE)), OrderStatus.PAID, Anomaly.NONE, DUE, 0);
    }

    @Test
    void a_late_payment_reopens_an_expired_order() {
        now = LATE;
        assertState(derive(paidAt(LATE, "p-1", DUE)), OrderStatus.PAID, Anomaly.PAID_LATE, DUE, 0);
        assertThat(derive(paidAt(EXPIRY.plusNanos(1), "p-1", DUE)).anomaly()).isEqualTo(Anomaly.PAID_LATE);
    }

    @Test
    void a_payment_after_the_late_acceptance_is_held_for_a_person() {
        now = TOO_LATE;
        assertState(
                derive(paidAt(TOO_LATE, "p-1", DUE)),
                OrderStatus.EXPIRED,
                Anomaly.PAID_LATE,
                DUE,
                0,
                ReviewReason.LATE_PAYMENT_HELD);
        Instant lastMoment = EXPIRY.plus(Duration.ofHours(24));
        assertThat(derive(paidAt(lastMoment, "p-1", DUE)).status()).isEqualTo(OrderStatus.PAID);
    }

    @Test
    void late_payments_can_be_accepted_for_ever() {
        now = TOO_LATE;
        policy = late(new LatePayment(ChronoUnit.FOREVER.getDuration(), null));
        assertState(derive(paidAt(TOO_LATE, "p-1", DUE)), OrderStatus.PAID, Anomaly.PAID_LATE, DUE, 0);
    }

    @Test
    void late_payments_can_be_held_always() {
        now = LATE;
        policy = late(LatePayment.HOLD_ALWAYS);
        assertThat(derive(paidAt(EXPIRY, "p-1", DUE)).status()).isEqualTo(OrderStatus.PAID);
        assertThat(derive(paidAt(EXPIRY.plusNanos(1), "p-1", DUE)).review())
                .containsExactly(ReviewReason.LATE_PAYMENT_HELD);
    }

    @Test
    void a_payment_after_the_late_acceptance_is_taken_while_the_price_has_not_drifted_too_far() {
        now = TOO_LATE;
        policy = late(new LatePayment(Duration.ofHours(24), 200));
        drift = 200;
        assertState(derive(paidAt(TOO_LATE, "p-1", DUE)), OrderStatus.PAID, Anomaly.PAID_LATE, DUE, 0);
        drift = 201;
        assertThat(derive(paidAt(TOO_LATE, "p-1", DUE)).status()).isEqualTo(OrderStatus.EXPIRED);
        drift = null;
        assertThat(derive(paidAt(TOO_LATE, "p-1", DUE)).status()).isEqualTo(OrderStatus.EXPIRED);
    }

    @Test
    void within_the_time_of_late_acceptance_the_price_does_not_matter() {
        now = LATE;
        policy = late(new LatePayment(Duration.ofHours(24), 200));
        drift = 5_000;
        assertThat(derive(paidAt(LATE, "p-1", DUE)).status()).isEqualTo(OrderStatus.PAID);
    }

    @Test
    void the_payment_that_completes_the_amount_decides_about_lateness() {
        now = LATE;
        assertThat(derive(paid("p-1", DUE - 1), paidAt(LATE, "p-2", 1)).anomaly())
                .isEqualTo(Anomaly.PAID_LATE);
        assertThat(derive(paidAt(LATE, "p-2", 1), paid("p-1", DUE)).anomaly()).isEqualTo(Anomaly.OVERPAID);
    }

    @Test
    void a_cancelled_invoice_without_money_cancels_the_order() {
        invoices = InvoiceStanding.WITHDRAWN;
        assertState(derive(), OrderStatus.CANCELLED, Anomaly.NONE, 0, 0);
        now = LATE;
        assertState(derive(), OrderStatus.CANCELLED, Anomaly.NONE, 0, 0);
    }

    @Test
    void a_cancelled_invoice_with_money_asks_for_review_and_keeps_the_money() {
        invoices = InvoiceStanding.WITHDRAWN;
        assertState(
                derive(paid("p-1", DUE)), OrderStatus.PAID, Anomaly.NONE, DUE, 0, ReviewReason.CANCELLED_WITH_MONEY);
        assertState(
                derive(seen("p-1", 0, 1)),
                OrderStatus.AWAITING_PAYMENT,
                Anomaly.NONE,
                0,
                1,
                ReviewReason.CANCELLED_WITH_MONEY);
    }

    @Test
    void a_payment_in_another_currency_is_a_mismatch_and_is_not_counted() {
        PaymentFact euros = PaymentFact.confirmed("p-1", Money.parse(Currency.of("EUR"), "1000000.00"), IN_TIME);
        assertState(derive(euros), OrderStatus.AWAITING_PAYMENT, Anomaly.MISMATCH, 0, 0, ReviewReason.WRONG_CURRENCY);
        assertState(
                derive(euros, paid("p-1", DUE)),
                OrderStatus.PAID,
                Anomaly.MISMATCH,
                DUE,
                0,
                ReviewReason.WRONG_CURRENCY);
    }

    @Test
    void two_amounts_under_one_payment_id_pay_for_nothing() {
        assertState(
                derive(paid("p-1", DUE), paid("p-1", DUE + 5)),
                OrderStatus.AWAITING_PAYMENT,
                Anomaly.MISMATCH,
                DUE + 5,
                0,
                ReviewReason.OVERPAID,
                ReviewReason.CONFLICTING_PAYMENT);
    }

    @Test
    void a_conflict_is_not_forgotten_when_the_first_amount_is_repeated() {
        assertThat(derive(paid("p-1", DUE), paid("p-1", 5), paid("p-1", DUE)).review())
                .contains(ReviewReason.CONFLICTING_PAYMENT);
    }

    @Test
    void a_reversal_takes_paid_back() {
        assertState(
                derive(paid("p-1", DUE), reversed("p-1", 0)),
                OrderStatus.AWAITING_PAYMENT,
                Anomaly.REVERSED,
                0,
                0,
                ReviewReason.REVERSED);
    }

    @Test
    void a_reversal_that_is_told_first_still_holds() {
        assertThat(derive(reversed("p-1", 0), paid("p-1", DUE)))
                .isEqualTo(derive(paid("p-1", DUE), reversed("p-1", 0)));
    }

    @Test
    void a_payment_that_came_back_after_a_reversal_is_restored_by_its_sequence() {
        PaymentFact again =
                new PaymentFact("p-1", PaymentState.CONFIRMED, Money.satoshi(DUE), Money.satoshi(0), 2, IN_TIME);
        assertState(derive(paid("p-1", DUE), reversed("p-1", 1), again), OrderStatus.PAID, Anomaly.NONE, DUE, 0);
        assertState(derive(again, reversed("p-1", 1), paid("p-1", DUE)), OrderStatus.PAID, Anomaly.NONE, DUE, 0);
    }

    @Test
    void a_reversal_of_a_surplus_leaves_the_order_paid_and_asks_for_review() {
        assertState(
                derive(paid("p-1", DUE), paid("p-2", DUE), reversed("p-2", 0)),
                OrderStatus.PAID,
                Anomaly.REVERSED,
                DUE,
                0,
                ReviewReason.REVERSED);
    }

    @Test
    void what_staff_waive_makes_the_order_paid_by_hand_and_invents_no_payment() {
        waived = DUE;
        assertState(derive(), OrderStatus.PAID, Anomaly.MARKED_BY_HAND, 0, 0);
        waived = 600_000;
        assertState(derive(paid("p-1", 400_000)), OrderStatus.PAID, Anomaly.MARKED_BY_HAND, 400_000, 0);
    }

    @Test
    void the_confirmed_part_of_a_pending_payment_counts_next_to_what_staff_waived() {
        waived = 600_000;
        assertState(derive(seen("p-1", 400_000, 0)), OrderStatus.PAID, Anomaly.MARKED_BY_HAND, 400_000, 0);
    }

    @Test
    void a_waiver_that_does_not_cover_the_rest_pays_for_nothing() {
        waived = 600_000;
        assertThat(derive(paid("p-1", 399_999)).status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
        assertThat(derive(seen("p-1", 0, 400_000)).status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
        assertThat(derive(paid("p-1", 400_000), reversed("p-1", 1)).status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
    }

    @Test
    void once_the_money_is_there_the_waiver_is_no_anomaly_any_more() {
        waived = 600_000;
        assertState(derive(paid("p-1", DUE)), OrderStatus.PAID, Anomaly.NONE, DUE, 0);
    }

    @Test
    void money_on_two_attempts_of_a_reference_is_put_up_for_review() {
        otherAttempts = OtherAttempts.WITH_MONEY;
        assertState(derive(), OrderStatus.AWAITING_PAYMENT, Anomaly.NONE, 0, 0);
        assertState(derive(paid("p-1", DUE)), OrderStatus.PAID, Anomaly.NONE, DUE, 0, ReviewReason.SECOND_PAYMENT);
    }

    @Test
    void only_orders_that_wait_for_the_clock_change_by_the_clock() {
        assertThat(OrderStatus.values())
                .filteredOn(OrderTransitions::isWaitingForTheClock)
                .containsExactly(OrderStatus.SUBMITTED, OrderStatus.AWAITING_PAYMENT);
    }

    private OrderState derive(PaymentFact... payments) {
        return new OrderTransitions(policy)
                .derive(TERMS, new OrderFacts(List.of(payments), invoices, otherAttempts, waived, drift), now);
    }

    private static OrderPolicy tolerating(UnderpaymentTolerance tolerance) {
        return OrderPolicy.DEFAULT.withTolerance(tolerance);
    }

    private static OrderPolicy late(LatePayment latePayment) {
        return OrderPolicy.DEFAULT.withLatePayment(latePayment);
    }

    private static PaymentFact paid(String paymentId, long satoshi) {
        return paidAt(IN_TIME, paymentId, satoshi);
    }

    private static PaymentFact paidAt(Instant at, String paymentId, long satoshi) {
        return PaymentFact.confirmed(paymentId, Money.satoshi(satoshi), at);
    }

    private static PaymentFact seen(String paymentId, long confirmed, long pending) {
        return PaymentFact.pending(paymentId, Money.satoshi(confirmed), Money.satoshi(pending), IN_TIME);
    }

    private static PaymentFact reversed(String paymentId, long sequence) {
        Money nothing = Money.satoshi(0);
        return new PaymentFact(paymentId, PaymentState.REVERSED, nothing, nothing, sequence, IN_TIME);
    }

    private static void assertState(
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
