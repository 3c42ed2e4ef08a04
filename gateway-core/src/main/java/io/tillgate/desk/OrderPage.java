package io.tillgate.desk;

import io.tillgate.order.MerchantOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list of orders, newest first.
 *
 * @param reach why it holds what it holds; a page can be short, or empty, and still have an older one
 * @param newer where the page of newer orders is; null on the first page
 * @param older where the page of older orders is; null on the last one
 */
public record OrderPage(
        List<MerchantOrder> orders,
        Reach reach,
        @Nullable OrderPlace newer,
        @Nullable OrderPlace older) {

    /** How far the search for a page went. */
    public enum Reach {
        /** The page is full, or there are no more. */
        WHOLE,
        /** It looked at as many orders as a page may take time for; the search goes on at the next page. */
        SO_FAR,
        /** Too many orders match: these are of the first ones by reference. A longer search finds the others. */
        FIRST_MATCHES
    }

    public OrderPage {
        orders = List.copyOf(orders);
    }
}
