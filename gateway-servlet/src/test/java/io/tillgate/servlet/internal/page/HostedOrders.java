package io.tillgate.servlet.internal.page;

import io.tillgate.money.Money;
import io.tillgate.order.Anomaly;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.PaymentInstructions;
import io.tillgate.order.PaymentInstructions.Seen;
import io.tillgate.order.PaymentState;
import io.tillgate.order.ReviewReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders whose payment page is ours, in each state that a buyer can meet: two confirmations are needed. */
public final class HostedOrders {

    public static final String ADDRESS = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";

    private static final int CONFIRMATIONS_NEEDED = 2;

    private HostedOrders() {}

    /** An order and how it is paid. */
    public record Hosted(MerchantOrder order, PaymentInstructions instructions) {

        public OrderView view(Language language, String eventsUrl) {
            return OrderView.of(
                    order, Optional.of(instructions), Arrival.LINK, Orders.NOW, Words.in(language), eventsUrl);
        }
    }

    /** All states by their names. */
    public static Map<String, Hosted> all() {
        Map<String, Hosted> states = new LinkedHashMap<>();
        states.put("waiting", hosted(Orders.in(OrderStatus.AWAITING_PAYMENT)));
        states.put(
                "short",
                hosted(
                        Orders.in(OrderStatus.AWAITING_PAYMENT)
                                .pending(Orders.DUE - 1234)
                                .with(Anomaly.NONE),
                        seen(Orders.DUE - 1234, 0, PaymentState.PENDING)));
        states.put(
                "seen",
                hosted(
                        Orders.in(OrderStatus.CONFIRMING).pending(Orders.DUE),
                        seen(Orders.DUE, 1, PaymentState.PENDING)));
        states.put(
                "late",
                hosted(
                        Orders.in(OrderStatus.EXPIRED)
                                .received(Orders.DUE)
                                .with(Anomaly.PAID_LATE, ReviewReason.LATE_PAYMENT_HELD),
                        seen(Orders.DUE, 2, PaymentState.CONFIRMED)));
        states.put("expired", hosted(Orders.in(OrderStatus.EXPIRED)));
        states.put(
                "paid",
                hosted(Orders.in(OrderStatus.PAID).received(Orders.DUE), seen(Orders.DUE, 2, PaymentState.CONFIRMED)));
        states.put(
                "reversed",
                hosted(
                        Orders.in(OrderStatus.AWAITING_PAYMENT).with(Anomaly.REVERSED, ReviewReason.REVERSED),
                        seen(Orders.DUE, 0, PaymentState.REVERSED)));
        return states;
    }

    public static Hosted hosted(Orders orders, Seen... payments) {
        MerchantOrder order = orders.order();
        return new Hosted(order, instructions(order.missing(), payments));
    }

    private static PaymentInstructions instructions(Money missing, Seen... payments) {
        String amount = missing.toDecimal().stripTrailingZeros().toPlainString();
        String uri = "bitcoin:" + ADDRESS + (missing.isPositive() ? "?amount=" + amount : "");
        return new PaymentInstructions(ADDRESS, uri, missing, CONFIRMATIONS_NEEDED, List.of(payments));
    }

    private static Seen seen(long satoshi, int confirmations, PaymentState state) {
        return new Seen("ab:0", Money.satoshi(satoshi), confirmations, state, Orders.NOW);
    }
}
