package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonBytesTest {

    private static final long[] NUMBERS = {
        0, 1, 9, 10, 99, 100, 12345678, 100_000_000, 2_100_000_000_000_000L, Long.MAX_VALUE, -1, -10, -Long.MAX_VALUE
    };

    @Test
    void numbers_are_written_as_the_jdk_writes_them() {
        for (long number : NUMBERS) {
            assertThat(text(new JsonBytes(0).add(number))).isEqualTo(Long.toString(number));
        }
    }

    @Test
    void amounts_are_written_as_money_writes_them() {
        for (int digits = 0; digits <= 8; digits++) {
            Currency currency = new Currency("XTS", digits);
            for (long units : NUMBERS) {
                assertThat(text(new JsonBytes(0).add(units, digits)))
                        .isEqualTo(new Money(currency, units).toDecimal().toPlainString());
            }
        }
    }

    @Test
    void grows_as_it_must() {
        String hundred = "x".repeat(100);

        assertThat(text(new JsonBytes(3).add("[").add(hundred).add(hundred.getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("[" + hundred + hundred);
    }

    private static String text(JsonBytes json) {
        return new String(json.toBytes(), StandardCharsets.US_ASCII);
    }
}
