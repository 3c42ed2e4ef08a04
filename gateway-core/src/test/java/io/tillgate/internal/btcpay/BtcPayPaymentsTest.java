package io.tillgate.internal.btcpay;

import static io.tillgate.internal.btcpay.BtcPayFixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.internal.btcpay.BtcPayPayments.Reading;
import io.tillgate.money.Money;
import io.tillgate.order.PaymentFact;
import io.tillgate.order.PaymentState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BtcPayPaymentsTest {

    private static final Instant LATER = NOW.plusSeconds(3600);
    private static final String TXID = "000000000000000000000000000000000000000000000000000000000000000";

    @Test
    void each_payment_of_each_method_is_a_fact_less_the_fee_that_was_asked_for_on_top() {
        List<PaymentFact> facts = facts("payment-methods-v2.json");

        assertThat(facts)
                .containsExactly(
                        PaymentFact.confirmed(
                                TXID + "1-0", Money.satoshi(400_000), Instant.ofEpochSecond(1_592_312_100)),
                        PaymentFact.pending(
                                TXID + "2-1",
                                Money.satoshi(0),
                                Money.satoshi(100_000),
                                Instant.ofEpochSecond(1_592_312_200)),
                        new PaymentFact(
                                TXID + "3-0",
                                PaymentState.REVERSED,
                                Money.satoshi(0),
                                Money.satoshi(0),
                                0,
                                Instant.ofEpochSecond(1_592_312_150)),
                        // Lightning counts in thousandths of a satoshi: never more than came.
                        PaymentFact.confirmed(
                                "e4e7a6c1e3cf3b0bb28fca1d09c8f48a1c8b1f2a2bb1e9a1f0b1f8a9a7d6c5b4",
                                Money.satoshi(123),
                                Instant.ofEpochSecond(1_592_312_300)));
    }

    @Test
    void a_server_before_2_0_says_the_same_in_other_words() {
        assertThat(facts("payment-methods-v1.json"))
                .containsExactly(PaymentFact.confirmed(
                        TXID + "1-0", Money.satoshi(400_000), Instant.ofEpochSecond(1_592_312_100)));
    }

    @Test
    void a_payment_in_another_coin_is_for_a_person_to_look_at() {
        ArrayNode methods = method("LTC-CHAIN", "1.0", "Settled");

        assertThat(BtcPayPayments.read(methods, LATER)).isInstanceOf(Reading.Foreign.class);
    }

    @Test
    void a_status_of_tomorrow_is_not_confirmed() {
        Reading.Facts read = (Reading.Facts) BtcPayPayments.read(method("BTC-CHAIN", "0.01", "Frozen"), LATER);

        assertThat(read.facts()).singleElement().satisfies(fact -> {
            assertThat(fact.state()).isEqualTo(PaymentState.PENDING);
            assertThat(fact.pending()).isEqualTo(Money.satoshi(1_000_000));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-0.01", "1e3", "1E-8", "NaN", "21000000.00000001", "ten", "0x10"})
    void a_value_that_makes_no_sense_is_asked_for_again(String value) {
        assertThat(BtcPayPayments.read(method("BTC-CHAIN", value, "Settled"), LATER))
                .isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void an_answer_that_is_no_list_is_asked_for_again() {
        assertThat(BtcPayPayments.read(JsonNodeFactory.instance.objectNode(), LATER))
                .isInstanceOf(Reading.Unreadable.class);
    }

    private static List<PaymentFact> facts(String name) {
        return ((Reading.Facts) BtcPayPayments.read(BtcPayFixtures.json(name), LATER)).facts();
    }

    private static ArrayNode method(String id, String value, String status) {
        ArrayNode methods = JsonNodeFactory.instance.arrayNode();
        ObjectNode payment = methods.addObject()
                .put("paymentMethodId", id)
                .putArray("payments")
                .addObject();
        payment.put("id", "p-1").put("value", value).put("status", status);
        return methods;
    }
}
