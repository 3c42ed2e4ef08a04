package io.tillgate.servlet.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.order.Anomaly;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.ReviewReason;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrderWordsTest {

    private static final Instant NOW = Orders.NOW;
    private static final Instant TOO_LATE = Orders.NOW.plusSeconds(600);

    private static final Words ENGLISH = Words.in(Language.ENGLISH);

    private static OrderView view(MerchantOrder order, Instant at) {
        return OrderView.of(order, Optional.empty(), Arrival.LINK, at, ENGLISH, "/events");
    }

    @Test
    void every_state_has_words_however_one_arrives() {
        for (OrderStatus status : OrderStatus.values()) {
            for (Anomaly anomaly : Anomaly.values()) {
                for (Arrival arrival : Arrival.values()) {
                    OrderWords words =
                            OrderWords.of(Orders.in(status).with(anomaly).order(), arrival, NOW, ENGLISH);

                    assertThat(words.headline()).isNotBlank();
                    assertThat(words.sentences())
                            .isNotEmpty()
                            .allSatisfy(sentence -> assertThat(sentence).endsWith("."));
                }
            }
        }
    }

    @Test
    void only_a_paid_order_says_paid() {
        for (OrderStatus status : OrderStatus.values()) {
            for (Arrival arrival : Arrival.values()) {
                OrderWords words = OrderWords.of(Orders.in(status).order(), arrival, NOW, ENGLISH);

                assertThat(words.headline().startsWith("Paid")).isEqualTo(status == OrderStatus.PAID);
                assertThat(words.tone() == Tone.GOOD).isEqualTo(status == OrderStatus.PAID);
            }
        }
    }

    @Test
    void returning_with_success_does_not_make_an_unpaid_order_look_paid() {
        OrderWords words =
                OrderWords.of(Orders.in(OrderStatus.AWAITING_PAYMENT).order(), Arrival.RETURNED_SUCCESS, NOW, ENGLISH);

        assertThat(words.headline()).isEqualTo("Your payment has not been seen yet");
    }

    @Test
    void returning_with_failure_does_not_make_a_paid_order_look_failed() {
        OrderWords words = OrderWords.of(Orders.in(OrderStatus.PAID).order(), Arrival.RETURNED_FAILURE, NOW, ENGLISH);

        assertThat(words.headline()).isEqualTo("Paid. Thank you!");
    }

    @Test
    void a_part_that_arrived_is_told_with_what_is_missing() {
        OrderWords words = OrderWords.of(
                Orders.in(OrderStatus.AWAITING_PAYMENT)
                        .received(100_000)
                        .pending(70_368)
                        .order(),
                Arrival.RETURNED_SUCCESS,
                NOW,
                ENGLISH);

        assertThat(words.headline()).isEqualTo("Part of your payment has arrived");
        assertThat(words.sentences()).first().asString().startsWith("0.00200000 BTC is still missing.");
    }

    @Test
    void a_surplus_is_told_to_the_satoshi() {
        OrderWords words = OrderWords.of(
                Orders.in(OrderStatus.PAID)
                        .received(Orders.DUE + 1)
                        .with(Anomaly.OVERPAID, ReviewReason.OVERPAID)
                        .order(),
                Arrival.LINK,
                NOW,
                ENGLISH);

        assertThat(words.sentences())
                .anySatisfy(sentence -> assertThat(sentence).startsWith("You paid 1 sat more than was due."));
    }

    @Test
    void the_end_of_the_time_to_pay_shows_at_once_even_before_the_janitor_came_by() {
        OrderView view = view(Orders.in(OrderStatus.AWAITING_PAYMENT).order(), TOO_LATE);

        assertThat(view.told().headline()).isEqualTo("The time to pay is over");
        assertThat(view.payUrl()).isNull();
        assertThat(view.live()).isTrue();
    }

    @Test
    void a_buyer_is_not_sent_to_an_invoice_that_is_not_what_was_ordered() {
        OrderView view = view(
                Orders.in(OrderStatus.AWAITING_PAYMENT)
                        .with(Anomaly.MISMATCH, ReviewReason.INVOICE_MISMATCH)
                        .order(),
                NOW);

        assertThat(view.payUrl()).isNull();
        assertThat(view.told().tone()).isEqualTo(Tone.ATTENTION);
    }

    @Test
    void an_order_in_doubt_does_not_ask_for_more_money() {
        OrderView view = view(
                Orders.in(OrderStatus.AWAITING_PAYMENT)
                        .with(Anomaly.MISMATCH, ReviewReason.CONFLICTING_PAYMENT)
                        .received(1000)
                        .order(),
                NOW);

        assertThat(view.payUrl()).isNull();
        assertThat(view.told().tone()).isEqualTo(Tone.ATTENTION);
    }

    @Test
    void an_expired_order_is_watched_for_an_hour_since_late_money_is_money() {
        var expired = Orders.in(OrderStatus.EXPIRED).order();
        Instant end = expired.terms().expiresAt();

        assertThat(OrderView.isLive(expired, end.plusSeconds(3599))).isTrue();
        assertThat(OrderView.isLive(expired, end.plusSeconds(3600))).isFalse();
    }

    @Test
    void only_web_addresses_become_links() {
        assertThat(Shown.webUrl("https://pay.example/1?a=b&c=d")).isEqualTo("https://pay.example/1?a=b&c=d");
        assertThat(Shown.webUrl("HTTP://pay.example")).isEqualTo("HTTP://pay.example");
        assertThat(Shown.webUrl("javascript:alert(1)")).isNull();
        assertThat(Shown.webUrl("java\nscript:alert(1)")).isNull();
        assertThat(Shown.webUrl("//pay.example/1")).isNull();
        assertThat(Shown.webUrl("data:text/html,x")).isNull();
        assertThat(Shown.webUrl(null)).isNull();
    }

    @Test
    void numbers_and_times_look_the_same_in_the_turkish_locale_and_the_time_zone_of_kathmandu() {
        assertThat(Shown.time(NOW)).isEqualTo("2026-11-22 10:00:00 UTC");
        assertThat(Shown.isoTime(NOW)).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(Shown.word(OrderStatus.AWAITING_PAYMENT)).isEqualTo("awaiting payment");
        assertThat(Shown.cssClass(Anomaly.PAID_LATE)).isEqualTo("paid-late");
        assertThat(Shown.cssClass(OrderStatus.CONFIRMING)).isEqualTo("confirming");
    }
}
