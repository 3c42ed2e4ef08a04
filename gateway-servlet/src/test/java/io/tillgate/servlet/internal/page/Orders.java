package io.tillgate.servlet.internal.page;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.Anomaly;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderState;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.OrderTerms;
import io.tillgate.order.ReviewReason;
import io.tillgate.order.ShopDetails;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Orders of 25.00 EUR and 0.00370368 BTC, to be shown. */
public record Orders(
        OrderStatus status,
        Anomaly anomaly,
        long received,
        long pending,
        Set<ReviewReason> review,
        String reference,
        ShopDetails shop,
        String paymentUrl) {

    public static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123Z");
    public static final long DUE = 370368;

    public static Orders in(OrderStatus status) {
        return new Orders(
                status,
                Anomaly.NONE,
                0,
                0,
                Set.of(),
                "SHOP-17",
                new ShopDetails("Two bags of coffee", null, "https://shop.example/orders/17"),
                "https://pay.example/099e586b");
    }

    public Orders with(Anomaly value, ReviewReason... reasons) {
        return new Orders(status, value, received, pending, Set.of(reasons), reference, shop, paymentUrl);
    }

    public Orders received(long satoshi) {
        return new Orders(status, anomaly, satoshi, pending, review, reference, shop, paymentUrl);
    }

    public Orders pending(long satoshi) {
        return new Orders(status, anomaly, received, satoshi, review, reference, shop, paymentUrl);
    }

    public Orders texts(String newReference, ShopDetails newShop, String newPaymentUrl) {
        return new Orders(status, anomaly, received, pending, review, newReference, newShop, newPaymentUrl);
    }

    /** The order, with 10 minutes left to pay. */
    public MerchantOrder order() {
        return new MerchantOrder(
                new OrderId(UUID.fromString("01930000-0000-7000-8000-000000000001")),
                reference,
                1,
                "mtgox",
                new OrderTerms(new Money(Currency.of("EUR"), 2500), Money.satoshi(DUE), NOW.plusSeconds(600)),
                new OrderState(status, anomaly, Money.satoshi(received), Money.satoshi(pending), review),
                Money.satoshi(0),
                shop,
                null,
                paymentUrl,
                NOW.minusSeconds(300),
                NOW.minusSeconds(60));
    }
}
