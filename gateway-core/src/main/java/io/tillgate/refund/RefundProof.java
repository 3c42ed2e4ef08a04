package io.tillgate.refund;

import static java.util.Objects.requireNonNull;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.rate.RateAnswer;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How many satoshis an amount of fiat came to, and by which rate: {@code fiat * part / whole / rate}, divided once and rounded
 * up, so that the buyer never gets less than the fiat and the shop never gives a satoshi more.
 *
 * @param part of the fiat that goes back, as a share of {@code whole}
 */
public record RefundProof(Money fiat, long part, long whole, RateAnswer.Rate rate) {

    public RefundProof {
        requireNonNull(rate, "rate");
        if (!fiat.isPositive() || part <= 0 || whole <= 0) {
            throw new IllegalArgumentException("fiat, part and whole must be positive");
        }
        if (!fiat.currency().equals(rate.pair().quote())) {
            throw new IllegalArgumentException(fiat.currency() + " can't be paid back by a rate of " + rate.pair());
        }
    }

    /** All of an amount. */
    public static RefundProof ofAll(Money fiat, RateAnswer.Rate rate) {
        return new RefundProof(fiat, 1, 1, rate);
    }

    public Money amount() {
        return amountBy(rate);
    }

    /** The share of the fiat, rounded half up: for people to read, nothing is computed of it. */
    public Money share() {
        BigDecimal value = fiat.toDecimal()
                .multiply(BigDecimal.valueOf(part))
                .divide(BigDecimal.valueOf(whole), fiat.currency().minorDigits(), RoundingMode.HALF_UP);
        return Money.of(fiat.currency(), value, RoundingMode.UNNECESSARY);
    }

    /**
     * Computes the amount again from the evidence: the rate from the tickers, and the satoshis from the rate.
     *
     * @throws IllegalStateException where the evidence gives no rate
     */
    public Money replay() {
        if (rate.replay() instanceof RateAnswer.Rate again) {
            return amountBy(again);
        }
        throw new IllegalStateException("the evidence of this refund gives no rate of " + rate.pair());
    }

    private Money amountBy(RateAnswer.Rate by) {
        BigDecimal dividend = fiat.toDecimal().multiply(BigDecimal.valueOf(part));
        BigDecimal divisor = BigDecimal.valueOf(whole).multiply(by.price());
        return Money.of(
                Currency.BTC,
                dividend.divide(divisor, Currency.BTC.minorDigits(), RoundingMode.UP),
                RoundingMode.UNNECESSARY);
    }
}
