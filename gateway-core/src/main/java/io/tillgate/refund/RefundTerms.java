package io.tillgate.refund;

import static java.util.Objects.requireNonNull;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Which amount is to go back.
 *
 * @param amount in fiat for FIAT, in BTC for CUSTOM, null for the others
 * @param excess whether more bitcoin may go back than came, as a fallen rate can make it for TODAYS_RATE and FIAT
 */
public record RefundTerms(RefundBasis basis, @Nullable Money amount, Excess excess) {

    /** Whether more bitcoin may go back than came. */
    public enum Excess {
        REFUSED,
        ALLOWED
    }

    public RefundTerms {
        requireNonNull(excess, "excess");
        boolean needsAmount = basis == RefundBasis.FIAT || basis == RefundBasis.CUSTOM;
        if (needsAmount != (amount != null)) {
            throw new IllegalArgumentException("an amount belongs to FIAT and CUSTOM, and only to them");
        }
        if (amount != null && amount.currency().equals(Currency.BTC) != (basis == RefundBasis.CUSTOM)) {
            throw new IllegalArgumentException("FIAT takes an amount in fiat, CUSTOM one in BTC");
        }
    }

    public static RefundTerms of(RefundBasis basis) {
        return new RefundTerms(basis, null, Excess.REFUSED);
    }

    public static RefundTerms of(RefundBasis basis, Money amount) {
        return new RefundTerms(basis, amount, Excess.REFUSED);
    }

    public RefundTerms allowingExcess() {
        return new RefundTerms(basis, amount, Excess.ALLOWED);
    }
}
