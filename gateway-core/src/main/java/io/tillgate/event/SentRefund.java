package io.tillgate.event;

import io.tillgate.money.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Coins that went back to a buyer.
 *
 * @param id of the refund; each is told once
 * @param amount in BTC
 * @param transactionId of the coins; null where the processor did not tell it
 */
public record SentRefund(UUID id, Money amount, @Nullable String transactionId) {}
