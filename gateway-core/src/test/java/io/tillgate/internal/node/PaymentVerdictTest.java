package io.tillgate.internal.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.internal.jdbc.ChainPaymentStore.Known;
import io.tillgate.internal.jdbc.ChainPaymentStore.Outpoint;
import io.tillgate.internal.jdbc.ChainPlace;
import io.tillgate.internal.node.PaymentVerdict.Trust;
import io.tillgate.order.OrderId;
import io.tillgate.order.PaymentState;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentVerdictTest {

    @ParameterizedTest
    @CsvSource({
        "0,100,100,CONFIRMED",
        "1,100,100,CONFIRMED",
        "2,100,100,PENDING",
        "2,100,101,CONFIRMED",
        "6,100,104,PENDING",
        "6,100,105,CONFIRMED",
        "6,100,5000,CONFIRMED"
    })
    void a_payment_in_a_block_counts_once_it_is_deep_enough(int needed, int at, int height, PaymentState expected) {
        Known payment = payment(ChainPlace.BLOCK, at, needed, PaymentState.PENDING, false);

        assertThat(PaymentVerdict.of(payment, height, Trust.SETTLES)).isEqualTo(expected);
    }

    @Test
    void a_payment_in_no_block_counts_only_where_none_is_asked_for_and_nobody_may_replace_it() {
        assertThat(verdict(ChainPlace.MEMPOOL, 0, false)).isEqualTo(PaymentState.CONFIRMED);
        assertThat(verdict(ChainPlace.MEMPOOL, 0, true)).isEqualTo(PaymentState.PENDING);
        assertThat(verdict(ChainPlace.MEMPOOL, 1, false)).isEqualTo(PaymentState.PENDING);
    }

    @Test
    void what_is_gone_is_reversed_whoever_says_so() {
        Known payment = payment(ChainPlace.GONE, null, 1, PaymentState.CONFIRMED, false);

        assertThat(PaymentVerdict.of(payment, 100, Trust.WATCHES_ONLY)).isEqualTo(PaymentState.REVERSED);
    }

    @Test
    void a_node_out_of_touch_settles_nothing_and_takes_nothing_back() {
        Known pending = payment(ChainPlace.BLOCK, 100, 1, PaymentState.PENDING, false);
        Known fresh = payment(ChainPlace.BLOCK, 100, 1, null, false);
        Known settled = payment(ChainPlace.BLOCK, 100, 1, PaymentState.CONFIRMED, false);

        assertThat(PaymentVerdict.of(pending, 100, Trust.WATCHES_ONLY)).isEqualTo(PaymentState.PENDING);
        assertThat(PaymentVerdict.of(fresh, 100, Trust.WATCHES_ONLY)).isEqualTo(PaymentState.PENDING);
        assertThat(PaymentVerdict.of(settled, 100, Trust.WATCHES_ONLY)).isEqualTo(PaymentState.CONFIRMED);
    }

    private static PaymentState verdict(ChainPlace place, int needed, boolean replaceable) {
        return PaymentVerdict.of(payment(place, null, needed, null, replaceable), 100, Trust.SETTLES);
    }

    private static Known payment(ChainPlace place, Integer height, int needed, PaymentState told, boolean replaceable) {
        return new Known(
                new Outpoint("00".repeat(32), 0),
                new OrderId(new UUID(0, 1)),
                1000,
                place,
                height,
                needed,
                told,
                replaceable,
                Instant.EPOCH);
    }
}
