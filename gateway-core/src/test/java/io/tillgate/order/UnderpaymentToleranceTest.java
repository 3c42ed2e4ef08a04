package io.tillgate.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.failure.InvalidInputException;
import io.tillgate.money.Money;
import org.junit.jupiter.api.Test;

class UnderpaymentToleranceTest {

    @Test
    void without_tolerance_every_satoshi_is_needed() {
        assertThat(UnderpaymentTolerance.NONE.needed(Money.satoshi(123_456))).isEqualTo(Money.satoshi(123_456));
    }

    @Test
    void the_share_counts_where_it_is_the_smaller_one() {
        assertThat(new UnderpaymentTolerance(50, 1_000_000, 0).needed(Money.satoshi(1_000_000)))
                .isEqualTo(Money.satoshi(995_000));
    }

    @Test
    void the_absolute_bound_counts_where_it_is_the_smaller_one() {
        assertThat(new UnderpaymentTolerance(50, 200, 0).needed(Money.satoshi(1_000_000)))
                .isEqualTo(Money.satoshi(999_800));
    }

    @Test
    void a_share_without_an_absolute_bound_of_its_own_tolerates_nothing() {
        assertThat(new UnderpaymentTolerance(1000, 0, 0).needed(Money.satoshi(1_000_000)))
                .isEqualTo(Money.satoshi(1_000_000));
    }

    @Test
    void the_fee_allowance_is_added() {
        assertThat(new UnderpaymentTolerance(50, 200, 30).needed(Money.satoshi(1_000_000)))
                .isEqualTo(Money.satoshi(999_770));
    }

    @Test
    void the_share_rounds_down_so_that_less_is_tolerated() {
        // 1 % of 199 is 1.99: one satoshi is tolerated, not two.
        assertThat(new UnderpaymentTolerance(100, 1000, 0).needed(Money.satoshi(199)))
                .isEqualTo(Money.satoshi(198));
    }

    @Test
    void nothing_at_all_never_pays() {
        assertThat(new UnderpaymentTolerance(0, 0, 5_000).needed(Money.satoshi(10)))
                .isEqualTo(Money.satoshi(1));
    }

    @Test
    void the_largest_amounts_do_not_overflow() {
        UnderpaymentTolerance largest = new UnderpaymentTolerance(1000, Long.MAX_VALUE, Long.MAX_VALUE);
        assertThat(largest.needed(Money.satoshi(Long.MAX_VALUE))).isEqualTo(Money.satoshi(1));
        assertThat(new UnderpaymentTolerance(1000, Long.MAX_VALUE, 0).needed(Money.satoshi(Long.MAX_VALUE)))
                .isEqualTo(Money.satoshi(Long.MAX_VALUE - Long.MAX_VALUE / 10));
    }

    @Test
    void more_than_ten_percent_is_a_slip_of_the_decimal_point() {
        assertThatThrownBy(() -> new UnderpaymentTolerance(1001, 0, 0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("tolerance.basisPoints is 1001");
        assertThatThrownBy(() -> new UnderpaymentTolerance(-1, 0, 0)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void negative_amounts_are_refused() {
        assertThatThrownBy(() -> new UnderpaymentTolerance(0, -1, 0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new UnderpaymentTolerance(0, 0, -1)).isInstanceOf(InvalidInputException.class);
    }
}
