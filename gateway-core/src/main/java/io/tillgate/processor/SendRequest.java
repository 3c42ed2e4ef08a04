package io.tillgate.processor;

import static java.util.Objects.requireNonNull;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;

/**
 * Coins to be sent from the account at the processor.
 *
 * @param address of the processor's network, checked. Never logged
 * @param amount in BTC, positive
 */
public record SendRequest(String address, Money amount) {

    public SendRequest {
        requireNonNull(address, "address");
        if (!amount.currency().equals(Currency.BTC) || !amount.isPositive()) {
            throw new IllegalArgumentException("amount must be positive and in BTC");
        }
    }

    /** Keeps the address back. */
    @Override
    public String toString() {
        return "SendRequest[" + amount + "]";
    }
}
