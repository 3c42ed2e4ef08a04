package io.tillgate.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.OrderFacts.OtherAttempts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class OddPaymentsTest extends OrderTransitionsCase {

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
    void of_two_dates_of_the_same_payment_the_earlier_one_counts_whichever_came_first() {
        now = LATE;
        PaymentFact inTime = paid("p-1", DUE);
        PaymentFact repeatedLate = paidAt(LATE, "p-1", DUE);
        assertState(derive(inTime, repeatedLate), OrderStatus.PAID, Anomaly.NONE, DUE, 0);
        assertState(derive(repeatedLate, inTime), OrderStatus.PAID, Anomaly.NONE, DUE, 0);
    }

    @Test
    void the_payment_that_completes_the_amount_decides_about_lateness() {
        now = LATE;
        assertThat(derive(paid("p-1", DUE - 1), paidAt(LATE, "p-2", 1)).anomaly())
                .isEqualTo(Anomaly.PAID_LATE);
        assertThat(derive(paidAt(LATE, "p-2", 1), paid("p-1", DUE)).anomaly()).isEqualTo(Anomaly.OVERPAID);
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
        byHand = ByHand.NOTHING.plusWaived(DUE);
        assertState(derive(), OrderStatus.PAID, Anomaly.MARKED_BY_HAND, 0, 0);
        byHand = ByHand.NOTHING.plusWaived(600_000);
        assertState(derive(paid("p-1", 400_000)), OrderStatus.PAID, Anomaly.MARKED_BY_HAND, 400_000, 0);
    }

    @Test
    void the_confirmed_part_of_a_pending_payment_counts_next_to_what_staff_waived() {
        byHand = ByHand.NOTHING.plusWaived(600_000);
        assertState(derive(seen("p-1", 400_000, 0)), OrderStatus.PAID, Anomaly.MARKED_BY_HAND, 400_000, 0);
    }

    @Test
    void a_waiver_that_does_not_cover_the_rest_pays_for_nothing() {
        byHand = ByHand.NOTHING.plusWaived(600_000);
        assertThat(derive(paid("p-1", 399_999)).status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
        assertThat(derive(paid("p-1", 400_000), reversed("p-1", 1)).status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
    }

    @Test
    void what_was_seen_makes_up_the_amount_with_what_staff_credited_and_is_waited_for() {
        byHand = ByHand.NOTHING.plusWaived(600_000);
        assertState(derive(seen("p-1", 0, 400_000)), OrderStatus.CONFIRMING, Anomaly.NONE, 0, 400_000);
        assertThat(derive(seen("p-1", 0, 399_999)).status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
    }

    @Test
    void a_held_late_payment_is_paid_late_once_staff_accept_it() {
        policy = late(LatePayment.HOLD_ALWAYS);
        PaymentFact tooLate = PaymentFact.confirmed("p-1", Money.satoshi(DUE), EXPIRY.plusSeconds(1));
        now = EXPIRY.plusSeconds(2);
        assertState(derive(tooLate), OrderStatus.EXPIRED, Anomaly.PAID_LATE, DUE, 0, ReviewReason.LATE_PAYMENT_HELD);
        byHand = ByHand.NOTHING.plus(StaffDecision.ACCEPT_LATE);
        assertState(derive(tooLate), OrderStatus.PAID, Anomaly.PAID_LATE, DUE, 0);
    }

    @Test
    void accepting_late_money_pays_for_nothing_by_itself() {
        byHand = ByHand.NOTHING.plus(StaffDecision.ACCEPT_LATE);
        assertThat(derive().status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
        assertThat(derive(paid("p-1", DUE - 1)).status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
    }

    @Test
    void an_order_that_staff_cancelled_counts_money_that_comes_all_the_same() {
        byHand = ByHand.NOTHING.plus(StaffDecision.CANCEL);
        assertState(derive(), OrderStatus.CANCELLED, Anomaly.NONE, 0, 0);
        assertState(
                derive(paid("p-1", DUE)), OrderStatus.PAID, Anomaly.NONE, DUE, 0, ReviewReason.CANCELLED_WITH_MONEY);
    }

    @Test
    void once_the_money_is_there_the_waiver_is_no_anomaly_any_more() {
        byHand = ByHand.NOTHING.plusWaived(600_000);
        assertState(derive(paid("p-1", DUE)), OrderStatus.PAID, Anomaly.NONE, DUE, 0);
    }

    @Test
    void money_on_two_attempts_of_a_reference_is_put_up_for_review() {
        otherAttempts = OtherAttempts.WITH_MONEY;
        assertState(derive(), OrderStatus.AWAITING_PAYMENT, Anomaly.NONE, 0, 0);
        assertState(derive(paid("p-1", DUE)), OrderStatus.PAID, Anomaly.NONE, DUE, 0, ReviewReason.SECOND_PAYMENT);
    }
}
