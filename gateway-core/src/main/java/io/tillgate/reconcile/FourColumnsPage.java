package io.tillgate.reconcile;

import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The orders of one day, newest first, and what the whole day adds up to.
 *
 * @param sums one a currency
 * @param next where the next page starts; null on the last one
 */
public record FourColumnsPage(
        List<FourColumns> orders, List<Sum> sums, @Nullable OrderId next) {

    /** All orders of the day in one currency; what somebody does not know counts as nothing. */
    public record Sum(int orders, Money due, Money told, Money gateway, Money statement, Money chain) {}

    public FourColumnsPage {
        orders = List.copyOf(orders);
        sums = List.copyOf(sums);
    }
}
