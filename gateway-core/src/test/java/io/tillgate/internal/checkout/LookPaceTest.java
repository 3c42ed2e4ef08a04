package io.tillgate.internal.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Money;
import io.tillgate.order.Anomaly;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderState;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.OrderTerms;
import io.tillgate.order.ShopDetails;
import io.tillgate.processor.CreateAnswer;
import io.tillgate.processor.InvoiceProgress;
import io.tillgate.processor.SeenInvoice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookPaceTest {

    private static final Instant EXPIRY = Instant.parse("2012-03-09T12:00:00Z");
    private static final Money DUE = Money.satoshi(500_000);
    private static final LookPace PACE = new LookPace(Duration.ofDays(7));

    @ParameterizedTest
    @CsvSource({"-PT15M, PT1M", "PT0S, PT1M", "PT8M, PT1M", "PT16M, PT2M", "PT2H, PT15M", "PT8H, PT1H", "P6D, PT1H"})
    void the_older_an_order_the_rarer_the_looks(Duration sinceExpiry, Duration pause) {
        Instant now = EXPIRY.plus(sinceExpiry);

        assertThat(PACE.next(order(OrderStatus.EXPIRED, 0, 0), now)).isEqualTo(now.plus(pause));
    }

    @Test
    void money_that_is_on_its_way_is_looked_at_each_minute_however_late() {
        Instant now = EXPIRY.plus(Duration.ofDays(3));

        assertThat(PACE.next(order(OrderStatus.CONFIRMING, 0, 500_000), now)).isEqualTo(now.plusSeconds(60));
    }

    @Test
    void after_the_monitoring_nobody_looks_unless_told() {
        assertThat(PACE.next(
                        order(OrderStatus.EXPIRED, 0, 0),
                        EXPIRY.plus(Duration.ofDays(7).plusSeconds(1))))
                .isNull();
    }

    @Test
    void a_paid_order_is_done_with_once_the_processors_books_are_closed_too() {
        MerchantOrder paid = order(OrderStatus.PAID, 500_000, 0);

        assertThat(PACE.next(paid, seen(InvoiceProgress.SETTLED), EXPIRY)).isNull();
        assertThat(PACE.next(paid, seen(InvoiceProgress.OPEN), EXPIRY)).isNotNull();
        assertThat(PACE.next(order(OrderStatus.EXPIRED, 0, 0), seen(InvoiceProgress.EXPIRED), EXPIRY))
                .as("coins can still come")
                .isNotNull();
    }

    @Test
    void an_invoice_that_is_not_ours_is_never_told_to_be_settled() {
        SeenInvoice late = seen(InvoiceProgress.PAID_LATE).get(0);

        assertThat(LookPace.isLate(late)).isTrue();
        assertThat(LookPace.isLate(new SeenInvoice(
                        late.invoice(), late.progress(), late.word(), "the invoice is in another store", List.of())))
                .isFalse();
    }

    private static List<SeenInvoice> seen(InvoiceProgress progress) {
        CreateAnswer.Created invoice = new CreateAnswer.Created("i-1", "https://processor.example/i-1");
        return List.of(new SeenInvoice(invoice, progress, "a word", List.of()));
    }

    private static MerchantOrder order(OrderStatus status, long received, long pending) {
        return new MerchantOrder(
                new OrderId(new UUID(1, 1)),
                "A-1",
                1,
                "btcpay",
                new OrderTerms(DUE, DUE, EXPIRY),
                new OrderState(status, Anomaly.NONE, Money.satoshi(received), Money.satoshi(pending), Set.of()),
                Money.satoshi(0),
                ShopDetails.NONE,
                null,
                null,
                EXPIRY.minus(Duration.ofMinutes(15)),
                EXPIRY);
    }
}
