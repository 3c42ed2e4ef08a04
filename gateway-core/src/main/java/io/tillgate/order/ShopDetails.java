package io.tillgate.order;

import org.jspecify.annotations.Nullable;

/**
 * What the shop wants kept with an order. Hostile text is possible: whoever shows it must escape it.
 *
 * @param description shown to the buyer
 * @param data the shop's own words, given back in events; never sent to a processor
 * @param returnUrl where the buyer finds the way back to the shop
 */
public record ShopDetails(
        @Nullable String description,
        @Nullable String data,
        @Nullable String returnUrl) {

    public static final ShopDetails NONE = new ShopDetails(null, null, null);
}
