package io.tillgate.desk;

import io.tillgate.money.Money;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderState;

/**
 * What an act makes of an order.
 *
 * @param amount what the act decides about: what a second person's approval goes by; nothing for acts without money
 * @param waivedBefore what the buyer was let off before, in the currency due
 * @param sentence what is done, for people
 */
public record ActEffect(
        OrderId order,
        OrderState before,
        OrderState after,
        Money amount,
        Money waivedBefore,
        Money waivedAfter,
        String sentence) {}
