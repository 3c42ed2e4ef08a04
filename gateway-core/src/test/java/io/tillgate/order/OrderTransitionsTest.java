package io.tillgate.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTransitionsTest extends OrderTransitionsCase {

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
    void only_orders_that_wait_for_the_clock_change_by_the_clock() {
        assertThat(OrderStatus.values())
                .filteredOn(OrderTransitions::isWaitingForTheClock)
                .containsExactly(OrderStatus.SUBMITTED, OrderStatus.AWAITING_PAYMENT);
    }
}
