package io.tillgate.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.testing.Seeded;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConversionProperties {

    private static final int CASES = 20_000;
    private static final List<String> CODES = List.of("EUR", "USD", "JPY", "SEK", "KWD", "INR");
    private static final BigDecimal SATOSHI = new BigDecimal("0.00000001");

    @Test
    void what_is_due_is_worth_the_price_tag_at_least_and_a_satoshi_less_is_not() {
        Seeded.forAll(CASES, random -> {
            Money tag = tag(random);
            BigDecimal price = price(random);
            Money due = Conversion.toBitcoin(tag, Rates.rate(tag.currency().code(), price))
                    .to();
            BigDecimal worth = due.toDecimal().multiply(price);
            BigDecimal oneLess = due.toDecimal().subtract(SATOSHI).multiply(price);

            assertThat(worth).as("%s at %s", tag, price).isGreaterThanOrEqualTo(tag.toDecimal());
            assertThat(oneLess).as("%s at %s", tag, price).isLessThan(tag.toDecimal());
        });
    }

    @Test
    void bitcoin_to_fiat_and_back_is_off_by_no_more_than_the_fiat_rounding_is_worth() {
        Seeded.forAll(CASES, random -> {
            String code = CODES.get(random.nextInt(CODES.size()));
            RateAnswer.Rate rate = Rates.rate(code, price(random));
            Money coins = Money.satoshi(1 + Math.floorMod(random.nextLong(), 2_100_000_000_000L));
            Money fiat = Conversion.toFiat(coins, rate).to();
            Money back = Conversion.toBitcoin(fiat, rate).to();
            BigDecimal halfAMinorUnit =
                    new BigDecimal("0.5").movePointLeft(fiat.currency().minorDigits());
            // Half a minor unit of fiat, told in satoshi, and the one satoshi of rounding up.
            BigDecimal allowed = halfAMinorUnit
                    .divide(rate.price(), 20, java.math.RoundingMode.UP)
                    .add(SATOSHI);

            assertThat(back.minus(coins).toDecimal().abs())
                    .as("%s as %s", coins, fiat)
                    .isLessThanOrEqualTo(allowed);
        });
    }

    @Test
    void where_a_satoshi_is_worth_less_than_a_minor_unit_the_price_tag_comes_back_exactly() {
        Seeded.forAll(CASES, random -> {
            Money tag = tag(random);
            BigDecimal minorUnit = BigDecimal.ONE.movePointLeft(tag.currency().minorDigits());
            BigDecimal price = price(random);
            // The satoshi that is rounded up must be worth less than half a minor unit.
            if (SATOSHI.multiply(price).multiply(BigDecimal.valueOf(2)).compareTo(minorUnit) >= 0) {
                return;
            }
            RateAnswer.Rate rate = Rates.rate(tag.currency().code(), price);

            assertThat(Conversion.toFiat(Conversion.toBitcoin(tag, rate).to(), rate)
                            .to())
                    .as("%s at %s", tag, price)
                    .isEqualTo(tag);
        });
    }

    @Test
    void a_dearer_bitcoin_never_makes_a_price_tag_cost_more_of_it() {
        Seeded.forAll(CASES, random -> {
            Money tag = tag(random);
            String code = tag.currency().code();
            BigDecimal price = price(random);
            BigDecimal dearer = price.add(price(random));

            assertThat(Conversion.toBitcoin(tag, Rates.rate(code, dearer)).to())
                    .isLessThanOrEqualTo(
                            Conversion.toBitcoin(tag, Rates.rate(code, price)).to());
        });
    }

    @Test
    void a_quote_can_be_computed_again_from_its_evidence() {
        Seeded.forAll(CASES, random -> {
            Money tag = tag(random);
            RateAnswer.Rate rate = Rates.rate(tag.currency().code(), price(random));
            Money due = Conversion.toBitcoin(tag, rate).to();
            Quote quote = new Quote(new UUID(1, 1), tag, due, rate, Rates.NOW, Rates.NOW.plusSeconds(900));

            assertThat(quote.replay()).isEqualTo(due);
            assertThat(due.currency()).isEqualTo(Currency.BTC);
        });
    }

    private static Money tag(Random random) {
        long amount = random.nextBoolean() ? 1 + random.nextInt(100) : 1 + random.nextInt(1_000_000_000);
        return new Money(Currency.of(CODES.get(random.nextInt(CODES.size()))), amount);
    }

    /** From a hundredth to ten million, with up to ten digits behind the point. */
    private static BigDecimal price(Random random) {
        int scale = random.nextInt(Ticker.PRICE_SCALE_MAX + 1);
        BigInteger whole = BigInteger.valueOf(1 + random.nextInt(10_000_000));
        BigInteger fraction = new BigInteger(30, random).mod(BigInteger.TEN.pow(scale));
        BigDecimal price = new BigDecimal(whole).add(new BigDecimal(fraction, scale));
        return random.nextInt(4) == 0
                ? price.movePointLeft(2).setScale(Ticker.PRICE_SCALE_MAX, java.math.RoundingMode.UP)
                : price;
    }
}
