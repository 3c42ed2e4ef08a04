package io.tillgate.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.testing.Seeded;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MoneyProperties {

    private static final List<String> CODES = List.of("BTC", "EUR", "JPY", "SEK", "KWD", "INR", "CLF");
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);

    @Test
    void text_and_back_is_the_same_amount() {
        Seeded.forAll(20_000, random -> {
            Money money = money(random);
            String text = money.toDecimal().toPlainString();

            assertThat(Money.parse(money.currency(), text)).isEqualTo(money);
            assertThat(Money.of(money.currency(), money.toDecimal(), RoundingMode.UNNECESSARY))
                    .isEqualTo(money);
        });
    }

    @Test
    void sums_and_differences_are_exact_or_throw() {
        Seeded.forAll(20_000, random -> {
            Money left = money(random);
            Money right = new Money(left.currency(), amount(random));
            BigInteger sum = BigInteger.valueOf(left.minorUnits()).add(BigInteger.valueOf(right.minorUnits()));
            BigInteger difference =
                    BigInteger.valueOf(left.minorUnits()).subtract(BigInteger.valueOf(right.minorUnits()));

            exactOrThrows(sum, () -> left.plus(right));
            exactOrThrows(difference, () -> left.minus(right));
        });
    }

    @Test
    void rounding_moves_an_amount_by_less_than_one_minor_unit() {
        Seeded.forAll(20_000, random -> {
            Currency currency = currency(random);
            BigDecimal decimal = new BigDecimal(BigInteger.valueOf(random.nextInt()), random.nextInt(20));
            BigDecimal minorUnit = BigDecimal.ONE.movePointLeft(currency.minorDigits());
            for (RoundingMode mode : List.of(RoundingMode.UP, RoundingMode.DOWN, RoundingMode.HALF_UP)) {
                BigDecimal moved = Money.of(currency, decimal, mode).toDecimal().subtract(decimal);
                assertThat(moved.abs()).as("%s %s %s", currency, decimal, mode).isLessThan(minorUnit);
            }
        });
    }

    @Test
    void order_is_that_of_the_decimals() {
        Seeded.forAll(20_000, random -> {
            Money left = money(random);
            Money right = new Money(left.currency(), amount(random));

            assertThat(Integer.signum(left.compareTo(right)))
                    .isEqualTo(left.toDecimal().compareTo(right.toDecimal()));
        });
    }

    private static void exactOrThrows(BigInteger expected, java.util.function.Supplier<Money> operation) {
        if (expected.compareTo(MOST) > 0 || expected.compareTo(LEAST) < 0) {
            assertThatThrownBy(operation::get).isInstanceOf(ArithmeticException.class);
        } else {
            assertThat(operation.get().minorUnits()).isEqualTo(expected.longValueExact());
        }
    }

    private static Money money(Random random) {
        return new Money(currency(random), amount(random));
    }

    private static Currency currency(Random random) {
        return Currency.of(CODES.get(random.nextInt(CODES.size())));
    }

    private static long amount(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> Long.MAX_VALUE - random.nextInt(3);
            case 2 -> Long.MIN_VALUE + random.nextInt(3);
            default -> random.nextInt(2_000_000) - 1_000_000L;
        };
    }
}
