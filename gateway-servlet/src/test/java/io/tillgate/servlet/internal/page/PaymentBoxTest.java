package io.tillgate.servlet.internal.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.money.Money;
import io.tillgate.order.Anomaly;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.PaymentInstructions;
import io.tillgate.order.ReviewReason;
import io.tillgate.servlet.internal.page.HostedOrders.Hosted;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaymentBoxTest {

    @Test
    void nothing_but_the_payment_of_the_address_becomes_a_link_or_a_code() {
        for (String uri : new String[] {
            "javascript:alert(1)",
            "bitcoin:" + HostedOrders.ADDRESS,
            "bitcoin:" + HostedOrders.ADDRESS + "?amount=0.1&r=https://evil.example",
            "bitcoin:" + HostedOrders.ADDRESS + "?amount=0.1\"><script>",
            "bitcoin:1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2?amount=0.1",
            "BITCOIN:" + HostedOrders.ADDRESS + "?amount=0.1"
        }) {
            assertThatThrownBy(() -> PaymentBox.of(instructions(uri)))
                    .as(uri)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageNotContaining(HostedOrders.ADDRESS);
        }
    }

    @Test
    void what_is_shown_in_groups_is_the_address() {
        PaymentBox box = PaymentBox.of(instructions("bitcoin:" + HostedOrders.ADDRESS + "?amount=0.1"));

        assertThat(box.addressGroups()).startsWith("bc1q", "w508").hasSize(11);
        assertThat(String.join("", box.addressGroups())).isEqualTo(HostedOrders.ADDRESS);
        assertThat(box.isTestNetwork()).isFalse();
    }

    @Test
    void an_address_is_shown_only_while_it_is_to_be_paid() {
        HostedOrders.all().forEach((name, hosted) -> {
            OrderView view = hosted.view(Language.ENGLISH, "/events");
            boolean isToBePaid = name.equals("waiting") || name.equals("short");

            assertThat(view.paymentBox() != null).as(name).isEqualTo(isToBePaid);
            assertThat(view.payUrl()).as("its page would link to itself").isNull();
        });
    }

    @Test
    void of_the_rest_exactly_the_rest_is_asked() {
        OrderView view = HostedOrders.all().get("short").view(Language.GERMAN, "/events");

        assertThat(view.paymentBox().uri()).endsWith("?amount=0.00001234");
        assertThat(view.paymentBox().amount()).isEqualTo("0.00001234");
        assertThat(view.told().sentences().get(0)).startsWith("Es fehlen noch 1.234 sat.");
        assertThat(view.toPay()).isEqualTo(Money.satoshi(1234));
    }

    @Test
    void what_is_being_confirmed_says_how_far_it_is() {
        OrderView view = HostedOrders.all().get("seen").view(Language.ENGLISH, "/events");

        assertThat(view.standing()).isEqualTo("1 of 2 confirmations");
        assertThat(view.steps())
                .extracting(OrderView.Step::name)
                .containsExactly("Payment", "1 of 2 confirmations", "Done");
    }

    @Test
    void a_second_payment_is_not_asked_of_somebody_whose_first_is_in_doubt() {
        Hosted doubtful = HostedOrders.hosted(
                Orders.in(OrderStatus.AWAITING_PAYMENT).received(1000).with(Anomaly.NONE, ReviewReason.SECOND_PAYMENT));

        assertThat(doubtful.view(Language.ENGLISH, "/events").paymentBox()).isNull();
    }

    private static PaymentInstructions instructions(String uri) {
        return new PaymentInstructions(HostedOrders.ADDRESS, uri, Money.satoshi(10_000_000), 1, List.of());
    }
}
