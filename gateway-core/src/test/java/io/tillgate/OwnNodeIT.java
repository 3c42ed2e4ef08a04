package io.tillgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.event.OrderEventType;
import io.tillgate.money.Money;
import io.tillgate.order.Anomaly;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.PaymentInstructions;
import io.tillgate.order.PaymentState;
import io.tillgate.order.ReviewReason;
import io.tillgate.testing.RegtestNode.Output;
import io.tillgate.testing.RegtestNode.Paid;
import io.tillgate.voucher.MiniPrivateKey;
import io.tillgate.voucher.VoucherAnswer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Payments to keys of the shop's own, through a real node. */
class OwnNodeIT extends OwnNodeStage {

    @Test
    void an_order_is_paid_after_as_many_confirmations_as_its_amount_asks_for() {
        Gateway gateway = shop.start();
        MerchantOrder coffee = shop.order(gateway, "coffee", 1000);
        MerchantOrder meal = shop.order(gateway, "meal", 10_000);
        MerchantOrder coat = shop.order(gateway, "coat", 100_000);
        MerchantOrder car = shop.order(gateway, "car", 100_001);

        node.pay(
                new Output(shop.address(gateway, coffee), 1000),
                new Output(shop.address(gateway, meal), 10_000),
                new Output(shop.address(gateway, coat), 100_000),
                new Output(shop.address(gateway, car), 100_001));

        shop.await(gateway, coffee, OrderStatus.PAID);
        for (MerchantOrder order : List.of(meal, coat, car)) {
            shop.await(gateway, order, OrderStatus.CONFIRMING);
        }
        node.mine(1);
        shop.await(gateway, meal, OrderStatus.PAID);
        assertThat(shop.instructions(gateway, coat.id()).confirmations()).isEqualTo(1);
        node.mine(1);
        shop.await(gateway, coat, OrderStatus.PAID);
        node.mine(3);
        shop.awaitCaughtUp();
        assertThat(gateway.order(car.id()).orElseThrow().status()).isEqualTo(OrderStatus.CONFIRMING);
        assertThat(shop.instructions(gateway, car.id()).confirmations()).isEqualTo(5);
        node.mine(1);
        MerchantOrder paid = shop.await(gateway, car, OrderStatus.PAID);
        assertThat(paid.anomaly()).isEqualTo(Anomaly.NONE);
        assertThat(paid.state().received()).isEqualTo(Money.satoshi(100_001));
    }

    @Test
    void the_buyer_is_told_where_to_pay_and_how_much_is_missing() {
        Gateway gateway = shop.start();
        MerchantOrder order = shop.order(gateway, "book", 10_000);
        PaymentInstructions before = shop.instructions(gateway, order.id());

        assertThat(order.paymentUrl()).isEqualTo(gateway.orderUrl(order.id()));
        assertThat(before.address()).startsWith("bcrt1q");
        assertThat(before.uri()).isEqualTo("bitcoin:" + before.address() + "?amount=0.0001");
        assertThat(before.confirmationsNeeded()).isEqualTo(1);
        node.pay(new Output(before.address(), 4_000));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !shop.instructions(gateway, order.id()).payments().isEmpty());

        PaymentInstructions after = shop.instructions(gateway, order.id());
        assertThat(after.missing()).isEqualTo(Money.satoshi(6_000));
        assertThat(after.uri()).endsWith("?amount=0.00006");
        assertThat(after.payments()).singleElement().satisfies(seen -> {
            assertThat(seen.amount()).isEqualTo(Money.satoshi(4_000));
            assertThat(seen.confirmations()).isZero();
            assertThat(seen.state()).isEqualTo(PaymentState.PENDING);
        });
    }

    @Test
    void two_outputs_of_one_transaction_are_two_payments() {
        Gateway gateway = shop.start();
        MerchantOrder order = shop.order(gateway, "pair", 10_000);
        String address = shop.address(gateway, order);

        node.pay(new Output(address, 6_000), new Output(address, 4_000));
        shop.await(gateway, order, OrderStatus.CONFIRMING);
        node.mine(1);

        assertThat(shop.await(gateway, order, OrderStatus.PAID).anomaly()).isEqualTo(Anomaly.NONE);
        assertThat(shop.instructions(gateway, order.id()).payments()).hasSize(2);
    }

    @Test
    void what_is_short_can_be_topped_up_and_what_is_too_much_is_noticed() {
        Gateway gateway = shop.start();
        MerchantOrder order = shop.order(gateway, "shoes", 10_000);
        String address = shop.address(gateway, order);

        node.pay(new Output(address, 9_000));
        node.mine(1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> gateway.order(order.id()).orElseThrow().anomaly() == Anomaly.UNDERPAID);
        node.pay(new Output(address, 1_500));
        node.mine(1);

        MerchantOrder paid = shop.await(gateway, order, OrderStatus.PAID);
        assertThat(paid.anomaly()).isEqualTo(Anomaly.OVERPAID);
        assertThat(paid.state().received()).isEqualTo(Money.satoshi(10_500));
        assertThat(shop.eventsOf(order, OrderEventType.ORDER_PAID)).isLessThanOrEqualTo(1);
    }

    @Test
    void a_late_payment_is_found_and_one_seen_in_time_is_not_late() {
        Gateway gateway = shop.start();
        MerchantOrder late = shop.order(gateway, "late", 10_000);
        MerchantOrder slow = shop.order(gateway, "slow", 10_000);
        node.pay(new Output(shop.address(gateway, slow), 10_000));
        shop.await(gateway, slow, OrderStatus.CONFIRMING);

        shop.clock().advance(Duration.ofHours(1));
        shop.await(gateway, late, OrderStatus.EXPIRED);
        node.pay(new Output(shop.address(gateway, late), 10_000));
        shop.await(gateway, late, OrderStatus.CONFIRMING);
        node.mine(1);

        assertThat(shop.await(gateway, late, OrderStatus.PAID).anomaly()).isEqualTo(Anomaly.PAID_LATE);
        assertThat(shop.await(gateway, slow, OrderStatus.PAID).anomaly()).isEqualTo(Anomaly.NONE);
    }

    @Test
    void a_superseded_order_stays_watched() {
        Gateway gateway = shop.start();
        MerchantOrder first = shop.order(gateway, "twice", 10_000);
        MerchantOrder second = shop.order(gateway, "twice", 9_000);
        assertThat(shop.address(gateway, first)).isNotEqualTo(shop.address(gateway, second));

        node.pay(new Output(shop.address(gateway, first), 10_000), new Output(shop.address(gateway, second), 9_000));
        node.mine(1);

        shop.await(gateway, first, OrderStatus.PAID);
        assertThat(shop.await(gateway, second, OrderStatus.PAID).state().review())
                .contains(ReviewReason.SECOND_PAYMENT);
    }

    @Test
    void a_thousand_open_orders_are_each_paid_once() {
        Gateway gateway = shop.start();
        Output[][] outputs = new Output[4][250];
        for (int i = 0; i < 1000; i++) {
            MerchantOrder order = shop.order(gateway, "order-" + i, 5_000 + i);
            outputs[i / 250][i % 250] = new Output(shop.address(gateway, order), 5_000 + i);
        }

        for (Output[] some : outputs) {
            node.pay(some);
        }
        node.mine(2);

        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> shop.postgres()
                        .text("SELECT count(*) FROM tillgate.merchant_order WHERE status = 'PAID' AND anomaly = 'NONE'")
                        .equals("1000"));
        assertThat(shop.postgres().text("SELECT count(*) FROM tillgate.payment WHERE state = 'CONFIRMED'"))
                .isEqualTo("1000");
        assertThat(shop.postgres().count("chain_payment")).isEqualTo(1000);
    }

    @Test
    void a_voucher_is_swept_to_the_order_that_it_pays() {
        Gateway gateway = shop.start();
        MerchantOrder order = shop.order(gateway, "voucher", 50_000);
        MiniPrivateKey voucher = MiniPrivateKey.generate(new SecureRandom());
        Paid funding = node.pay(new Output(gateway.vouchers().address(voucher), 60_000));
        node.mine(1);

        VoucherAnswer answer = gateway.vouchers().sweep(order.id(), voucher, funding.txid());
        assertThat(answer).isInstanceOf(VoucherAnswer.Swept.class);
        shop.await(gateway, order, OrderStatus.CONFIRMING);
        node.mine(2);

        MerchantOrder paid = shop.await(gateway, order, OrderStatus.PAID);
        assertThat(paid.state().received()).isEqualTo(((VoucherAnswer.Swept) answer).amount());
        assertThat(gateway.vouchers().sweep(order.id(), voucher, funding.txid()))
                .isEqualTo(answer);
        assertThat(shop.postgres().count("chain_sweep")).isEqualTo(1);
    }

    @Test
    void a_voucher_without_a_coin_pays_nothing() {
        Gateway gateway = shop.start();
        MerchantOrder order = shop.order(gateway, "empty", 50_000);
        MiniPrivateKey voucher = MiniPrivateKey.generate(new SecureRandom());
        Paid other = node.pay(new Output(shop.address(gateway, order), 1_000));

        assertThat(gateway.vouchers().sweep(order.id(), voucher, other.txid()))
                .isInstanceOf(VoucherAnswer.NotSwept.class);
        assertThat(gateway.vouchers().sweep(order.id(), voucher, null))
                .isEqualTo(new VoucherAnswer.NotSwept(
                        "This node can't search: give the id of the transaction that paid the voucher."));
        assertThat(shop.postgres().count("chain_sweep")).isZero();
    }
}
