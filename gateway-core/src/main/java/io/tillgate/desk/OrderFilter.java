package io.tillgate.desk;

import io.tillgate.money.Currency;
import io.tillgate.order.Anomaly;
import io.tillgate.order.OrderStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which orders to list. A null means "any"; an order has to meet all that is given.
 *
 * @param attention ONLY_REVIEW lists the orders that a person has to look at
 * @param processor whose invoices an order has, by its id
 * @param created when an order was opened
 * @param amount what an order is for
 * @param search one of these, whichever finds something first: the id of an order, an invoice, a payment or a transaction, or an
 *     address of the shop's own node, exactly; an amount with its currency, {@code 25.00 EUR}; the start of a reference, as it is
 *     written, or all of the words, which stand in the description
 */
public record OrderFilter(
        @Nullable OrderStatus status,
        @Nullable Anomaly anomaly,
        Attention attention,
        @Nullable String processor,
        @Nullable Period created,
        @Nullable Amounts amount,
        @Nullable String search) {

    /** Whether to list everything or only what needs a human. */
    public enum Attention {
        ALL,
        ONLY_REVIEW
    }

    /**
     * A stretch of time; a null means that it has no such end.
     *
     * @param from the first moment that is part of it
     * @param until the first moment after it
     */
    public record Period(@Nullable Instant from, @Nullable Instant until) {}

    /**
     * A range of amounts in minor units, both ends included: of what is due where that is in this currency, else of the price
     * tag. It may be empty; then it holds nothing.
     */
    public record Amounts(Currency currency, long least, long most) {}

    public static final int SEARCH_CHARS_MAX = 200;

    public static final OrderFilter ALL = new OrderFilter(null, null, Attention.ALL, null, null, null, null);

    public OrderFilter {
        if (search != null && search.length() > SEARCH_CHARS_MAX) {
            throw new IllegalArgumentException("search is longer than " + SEARCH_CHARS_MAX + " characters");
        }
    }
}
