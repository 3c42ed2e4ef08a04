package io.tillgate.refund;

import static java.util.Objects.requireNonNull;

import io.tillgate.failure.Problem;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.rate.Conversion;
import io.tillgate.rate.RateAnswer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What the five amounts of a refund come to. Pure. Bitcoin stays bitcoin; fiat becomes bitcoin in one division, rounded up to
 * the satoshi, so that nobody is favoured by more than one.
 */
public final class RefundAmounts {

    private final MerchantOrder order;
    private final Money refunded;
    private final RateAnswer rate;

    /**
     * Amounts of one order.
     *
     * @param refunded what went back before, or is about to, in BTC
     * @param rate of the currency of the price tag, as it is now
     */
    public RefundAmounts(MerchantOrder order, Money refunded, RateAnswer rate) {
        this.order = order;
        this.refunded = refunded;
        this.rate = rate;
    }

    /** What came and did not go back yet; never below zero. */
    public static Money refundable(Money received, Money refunded) {
        return received.isAtLeast(refunded) ? received.minus(refunded) : Money.zero(received.currency());
    }

    public RefundOffer offer(RefundTerms terms) {
        RefundBasis basis = terms.basis();
        Money received = order.state().received();
        if (!received.currency().equals(Currency.BTC)) {
            return no(basis, "can't be given back", "this order was paid in " + received.currency());
        }
        Money refundable = refundable(received, refunded);
        if (!refundable.isPositive()) {
            return no(
                    basis,
                    received.isPositive() ? "was given back already" : "never came",
                    received.isPositive() ? "see the refunds of this order" : "wait for a confirmed payment");
        }
        return switch (basis) {
            case AS_PAID -> bitcoin(basis, refundable);
            case OVERPAYMENT -> overpayment(refundable);
            case CUSTOM -> custom(refundable, requireNonNull(terms.amount()));
            case TODAYS_RATE -> todaysRate(refundable, terms.excess());
            case FIAT -> fiat(refundable, requireNonNull(terms.amount()), terms.excess());
        };
    }

    private RefundOffer overpayment(Money refundable) {
        Money due = order.terms().due();
        Money received = order.state().received();
        if (!received.isAtLeast(due) || received.equals(due)) {
            return no(RefundBasis.OVERPAYMENT, "is none", "the buyer paid no more than what was due");
        }
        Money over = received.minus(due);
        return bitcoin(RefundBasis.OVERPAYMENT, over.isAtLeast(refundable) ? refundable : over);
    }

    private RefundOffer custom(Money refundable, Money amount) {
        if (!amount.isPositive()) {
            return no(RefundBasis.CUSTOM, "is not more than zero", "write an amount such as 0.00100000");
        }
        if (!refundable.isAtLeast(amount)) {
            return no(RefundBasis.CUSTOM, "is more than what came and is still here", "choose at most " + refundable);
        }
        return bitcoin(RefundBasis.CUSTOM, amount);
    }

    private RefundOffer todaysRate(Money refundable, RefundTerms.Excess excess) {
        Money price = order.terms().price();
        if (price.currency().equals(Currency.BTC)) {
            return no(RefundBasis.TODAYS_RATE, "needs a price in fiat", "the price tag is in BTC: give back as paid");
        }
        if (!(rate instanceof RateAnswer.Rate known)) {
            return noRate(RefundBasis.TODAYS_RATE);
        }
        long due = order.terms().due().minorUnits();
        return priced(
                RefundBasis.TODAYS_RATE,
                new RefundProof(price, refundable.minorUnits(), due, known),
                refundable,
                excess);
    }

    private RefundOffer fiat(Money refundable, Money amount, RefundTerms.Excess excess) {
        Money price = order.terms().price();
        if (!amount.currency().equals(price.currency())) {
            return no(RefundBasis.FIAT, "is not in the currency of the price", "write it in " + price.currency());
        }
        if (!amount.isPositive()) {
            return no(RefundBasis.FIAT, "is not more than zero", "write an amount such as 5.00");
        }
        Money worth = worthThen(refundable);
        if (!worth.isAtLeast(amount)) {
            return no(
                    RefundBasis.FIAT,
                    "is more than what came was worth when it was ordered",
                    "choose at most " + worth);
        }
        if (!(rate instanceof RateAnswer.Rate known)) {
            return noRate(RefundBasis.FIAT);
        }
        return priced(RefundBasis.FIAT, RefundProof.ofAll(amount, known), refundable, excess);
    }

    /** What bitcoins were worth when they were asked for, rounded up to what a price tag can say. */
    private Money worthThen(Money bitcoin) {
        Money price = order.terms().price();
        BigDecimal worth = price.toDecimal()
                .multiply(BigDecimal.valueOf(bitcoin.minorUnits()))
                .divide(
                        BigDecimal.valueOf(order.terms().due().minorUnits()),
                        price.currency().minorDigits(),
                        RoundingMode.UP);
        return Money.of(price.currency(), worth, RoundingMode.UNNECESSARY);
    }

    private static RefundOffer priced(
            RefundBasis basis, RefundProof proof, Money refundable, RefundTerms.Excess excess) {
        Money amount = proof.amount();
        if (!refundable.isAtLeast(amount) && excess == RefundTerms.Excess.REFUSED) {
            return no(
                    basis,
                    "is " + amount + " by now, which is more than the " + refundable + " that came and are still here",
                    "say that more may go back than came, or give back as paid");
        }
        return new RefundOffer.Possible(basis, amount, proof.share(), proof);
    }

    private RefundOffer bitcoin(RefundBasis basis, Money amount) {
        return new RefundOffer.Possible(basis, amount, worthNow(amount), null);
    }

    private @Nullable Money worthNow(Money amount) {
        return rate instanceof RateAnswer.Rate known
                ? Conversion.toFiat(amount, known).to()
                : null;
    }

    private RefundOffer noRate(RefundBasis basis) {
        String why = rate instanceof RateAnswer.NoRate none ? String.join("; ", none.reasons()) : "";
        return no(basis, "has no rate now: " + why, "try again when there is a price, or give back as paid");
    }

    private static RefundOffer no(RefundBasis basis, String fault, String fix) {
        return new RefundOffer.NotPossible(basis, new Problem("amount", fault, fix));
    }
}
