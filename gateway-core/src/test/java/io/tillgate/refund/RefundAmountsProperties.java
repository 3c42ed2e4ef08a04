package io.tillgate.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.Anomaly;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderState;
import io.tillgate.order.OrderStatus;
import io.tillgate.order.OrderTerms;
import io.tillgate.order.ShopDetails;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.RatePolicy;
import io.tillgate.rate.Ticker;
import io.tillgate.refund.RefundOffer.NotPossible;
import io.tillgate.refund.RefundOffer.Possible;
import io.tillgate.testing.Seeded;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whatever came, whatever went back before and whatever bitcoin costs by now. */
class RefundAmountsProperties {

    private static final Instant NOW = Instant.parse("2012-06-01T12:00:00Z");
    private static final Currency EUR = Currency.of("EUR");
    private static final BigDecimal SATOSHI = new BigDecimal("0.00000001");

    @Test
    void without_a_person_who_says_so_no_amount_is_more_than_what_came_and_is_still_here() {
        Seeded.forAll(2000, random -> {
            Situation s = new Situation(random);
            for (RefundTerms terms : s.all(random)) {
                if (s.amounts.offer(terms) instanceof Possible possible) {
                    assertThat(possible.amount().isPositive()).isTrue();
                    assertThat(possible.amount().plus(s.refunded)).isLessThanOrEqualTo(s.received);
                }
            }
        });
    }

    @Test
    void as_paid_gives_back_exactly_what_is_left_and_the_overpayment_no_more_than_what_was_too_much() {
        Seeded.forAll(2000, random -> {
            Situation s = new Situation(random);
            long left = s.received.minorUnits() - s.refunded.minorUnits();
            long over = s.received.minorUnits() - s.order.terms().due().minorUnits();
            assertThat(satoshi(s.amounts.offer(RefundTerms.of(RefundBasis.AS_PAID))))
                    .isEqualTo(Math.max(left, 0));
            assertThat(satoshi(s.amounts.offer(RefundTerms.of(RefundBasis.OVERPAYMENT))))
                    .isEqualTo(Math.max(Math.min(left, over), 0));
        });
    }

    @Test
    void an_amount_of_fiat_is_paid_back_to_the_satoshi_and_never_short() {
        Seeded.forAll(2000, random -> {
            Situation s = new Situation(random);
            for (RefundTerms terms : s.all(random)) {
                if (s.amounts.offer(terms.allowingExcess()) instanceof Possible possible && possible.proof() != null) {
                    RefundProof proof = Objects.requireNonNull(possible.proof());
                    BigDecimal owed = proof.fiat().toDecimal().multiply(BigDecimal.valueOf(proof.part()));
                    BigDecimal per = proof.rate().price().multiply(BigDecimal.valueOf(proof.whole()));
                    BigDecimal given = possible.amount().toDecimal().multiply(per);
                    assertThat(given).isGreaterThanOrEqualTo(owed);
                    assertThat(given.subtract(SATOSHI.multiply(per))).isLessThan(owed);
                    assertThat(proof.replay()).isEqualTo(possible.amount());
                }
            }
        });
    }

    @Test
    void a_person_can_not_choose_more_bitcoin_than_there_is_whatever_they_say() {
        Seeded.forAll(500, random -> {
            Situation s = new Situation(random);
            long left = Math.max(0, s.received.minorUnits() - s.refunded.minorUnits());
            RefundTerms more = RefundTerms.of(RefundBasis.CUSTOM, Money.satoshi(left + 1 + random.nextInt(1000)));
            assertThat(s.amounts.offer(more.allowingExcess())).isInstanceOf(NotPossible.class);
        });
    }

    @Test
    void without_a_rate_bitcoin_goes_back_all_the_same_and_fiat_does_not() {
        Seeded.forAll(200, random -> {
            Situation s = new Situation(random);
            RefundAmounts blind = new RefundAmounts(
                    s.order,
                    Money.satoshi(0),
                    new RateAnswer.NoRate(CurrencyPair.btc(EUR), List.of("no venue answered")));
            assertThat(blind.offer(RefundTerms.of(RefundBasis.AS_PAID))).isInstanceOf(Possible.class);
            assertThat(blind.offer(RefundTerms.of(RefundBasis.TODAYS_RATE)))
                    .isInstanceOfSatisfying(
                            NotPossible.class,
                            not -> assertThat(not.problem().fault()).contains("no venue answered"));
        });
    }

    private static long satoshi(RefundOffer offer) {
        return offer instanceof Possible possible ? possible.amount().minorUnits() : 0;
    }

    private static final class Situation {
        private final MerchantOrder order;
        private final Money received;
        private final Money refunded;
        private final RefundAmounts amounts;

        private Situation(Random random) {
            Money price = new Money(EUR, 1 + random.nextInt(10_000_000));
            Money due = Money.satoshi(1 + random.nextInt(1_000_000_000));
            received = Money.satoshi(1 + random.nextInt(1_500_000_000));
            refunded = random.nextBoolean()
                    ? Money.satoshi(0)
                    : Money.satoshi((long) random.nextInt(1_000_000) * received.minorUnits() / 1_000_000);
            BigDecimal bid = BigDecimal.valueOf(1 + random.nextInt(1_000_000_000), 4);
            CurrencyPair pair = CurrencyPair.btc(EUR);
            RateAnswer rate = new RateAnswer.Rate(
                    pair, bid, NOW, RatePolicy.DEFAULT, List.of(Ticker.market("venue", pair, bid, bid, null, NOW)));
            order = new MerchantOrder(
                    new OrderId(new UUID(1, random.nextLong())),
                    "A-1",
                    1,
                    "mtgox",
                    new OrderTerms(price, due, NOW.plusSeconds(900)),
                    new OrderState(OrderStatus.PAID, Anomaly.NONE, received, Money.satoshi(0), Set.of()),
                    Money.satoshi(0),
                    ShopDetails.NONE,
                    null,
                    null,
                    NOW,
                    NOW);
            amounts = new RefundAmounts(order, refunded, rate);
        }

        private List<RefundTerms> all(Random random) {
            return List.of(
                    RefundTerms.of(RefundBasis.AS_PAID),
                    RefundTerms.of(RefundBasis.TODAYS_RATE),
                    RefundTerms.of(RefundBasis.OVERPAYMENT),
                    RefundTerms.of(RefundBasis.FIAT, new Money(EUR, 1 + random.nextInt(10_000_000))),
                    RefundTerms.of(RefundBasis.CUSTOM, Money.satoshi(1 + random.nextInt(1_500_000_000))));
        }
    }
}
