package io.tillgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.event.OrderEventType;
import io.tillgate.money.Money;
import io.tillgate.order.Anomaly;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import io.tillgate.processor.BitcoinNetwork;
import io.tillgate.testing.RegtestNode.Output;
import io.tillgate.testing.RegtestNode.Paid;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What can happen to the chain, to the node that follows it, and to the shop in between. */
class OwnNodeChainIT extends OwnNodeStage {

    @Test
    void a_payment_that_can_be_replaced_is_never_enough_unconfirmed_and_is_reversed_when_it_is() {
        Gateway gateway = shop.start();
        MerchantOrder order = shop.order(gateway, "trick", 1000);
        Paid paid = node.payReplaceably(new Output(shop.address(gateway, order), 1000));
        shop.await(gateway, order, OrderStatus.CONFIRMING);

        Paid other = node.spendAgain(paid, new Output("bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080", 1000));
        node.mineOnly(1, other.hex());

        MerchantOrder reversed = shop.await(gateway, order, OrderStatus.AWAITING_PAYMENT);
        assertThat(reversed.anomaly()).isEqualTo(Anomaly.REVERSED);
        assertThat(reversed.state().pending().isZero()).isTrue();
    }

    @Test
    void a_reorganisation_takes_a_payment_back_and_another_block_restores_it() {
        Gateway gateway = shop.start();
        MerchantOrder order = shop.order(gateway, "reorg", 10_000);
        Paid paid = node.pay(new Output(shop.address(gateway, order), 10_000));
        node.mine(1);
        shop.await(gateway, order, OrderStatus.PAID);

        node.reorganise(1);
        shop.awaitCaughtUp();
        MerchantOrder open = shop.await(gateway, order, OrderStatus.CONFIRMING);
        assertThat(open.state().received().isZero()).isTrue();
        node.mineOnly(1, paid.hex());

        MerchantOrder again = shop.await(gateway, order, OrderStatus.PAID);
        assertThat(again.anomaly()).isEqualTo(Anomaly.NONE);
        assertThat(again.state().received()).isEqualTo(Money.satoshi(10_000));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> shop.eventsOf(order, OrderEventType.ORDER_PAID) == 2
                        && shop.eventsOf(order, OrderEventType.ORDER_REVERSED) == 1);
    }

    @Test
    void a_double_spend_in_a_reorganisation_reverses_for_good() {
        Gateway gateway = shop.start();
        MerchantOrder order = shop.order(gateway, "fraud", 10_000);
        Paid paid = node.pay(new Output(shop.address(gateway, order), 10_000));
        Paid other = node.spendAgain(paid, new Output("bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080", 10_000));
        node.mine(1);
        shop.await(gateway, order, OrderStatus.PAID);

        node.reorganise(1, other.hex());

        MerchantOrder reversed = shop.await(gateway, order, OrderStatus.AWAITING_PAYMENT);
        assertThat(reversed.anomaly()).isEqualTo(Anomaly.REVERSED);
        assertThat(reversed.state().received().isZero()).isTrue();
        assertThat(shop.instructions(gateway, order.id()).missing()).isEqualTo(Money.satoshi(10_000));
    }

    @Test
    void a_payment_that_moves_to_another_block_of_the_new_branch_was_never_gone() {
        Gateway gateway = shop.start();
        MerchantOrder order = shop.order(gateway, "moved", 10_000);
        Paid paid = node.pay(new Output(shop.address(gateway, order), 10_000));
        node.mine(1);
        shop.await(gateway, order, OrderStatus.PAID);
        shop.close(gateway);

        node.reorganise(1, paid.hex());
        Gateway after = shop.start();
        shop.awaitCaughtUp();

        assertThat(after.order(order.id()).orElseThrow().status()).isEqualTo(OrderStatus.PAID);
        assertThat(shop.eventsOf(order, OrderEventType.ORDER_REVERSED)).isZero();
    }

    @Test
    void a_node_that_is_gone_for_a_while_loses_nothing() {
        Gateway gateway = shop.start();
        MerchantOrder seen = shop.order(gateway, "seen", 10_000);
        Paid paid = node.pay(new Output(shop.address(gateway, seen), 10_000));
        shop.await(gateway, seen, OrderStatus.CONFIRMING);

        node.stop();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> detail(gateway).contains("can't be reached"));
        assertThat(gateway.health().ready()).isTrue();
        MerchantOrder ordered = shop.order(gateway, "ordered-meanwhile", 10_000);
        node.startAgain();
        shop.awaitFollowing(gateway);
        // Its mempool was lost, and that alone says nothing about the payment.
        assertThat(gateway.order(seen.id()).orElseThrow().status()).isEqualTo(OrderStatus.CONFIRMING);
        node.mineOnly(1, paid.hex());
        node.pay(new Output(shop.address(gateway, ordered), 10_000));
        node.mine(1);

        assertThat(shop.await(gateway, seen, OrderStatus.PAID).anomaly()).isEqualTo(Anomaly.NONE);
        assertThat(shop.await(gateway, ordered, OrderStatus.PAID).anomaly()).isEqualTo(Anomaly.NONE);
    }

    @Test
    void a_shop_that_was_off_catches_up_with_every_block() {
        Gateway gateway = shop.start();
        MerchantOrder order = shop.order(gateway, "off", 100_001);
        String address = shop.address(gateway, order);
        shop.close(gateway);

        node.pay(new Output(address, 100_000));
        node.mine(150);
        node.pay(new Output(address, 1));
        node.mine(50);
        Gateway after = shop.start();

        assertThat(shop.await(after, order, OrderStatus.PAID).state().received())
                .isEqualTo(Money.satoshi(100_001));
        assertThat(shop.postgres().count("payment")).isEqualTo(2);
    }

    @Test
    void one_node_of_the_shop_follows_and_another_goes_on_when_it_ends() {
        Gateway first = shop.start();
        Gateway second = shop.start();
        MerchantOrder order = shop.order(second, "both", 10_000);
        node.pay(new Output(shop.address(second, order), 10_000));
        shop.await(second, order, OrderStatus.CONFIRMING);

        shop.close(first);
        node.mine(1);

        shop.await(second, order, OrderStatus.PAID);
        assertThat(shop.postgres().count("payment")).isEqualTo(2);
    }

    @Test
    void a_node_on_another_chain_gives_out_no_address_and_says_so() {
        Gateway gateway = shop.start(settings -> settings.network(BitcoinNetwork.TESTNET));

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> detail(gateway).contains("on chain 'regtest'"));
        assertThat(shop.postgres().count("chain_address")).isZero();
    }
}
