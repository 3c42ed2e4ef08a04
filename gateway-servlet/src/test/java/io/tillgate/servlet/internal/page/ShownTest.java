package io.tillgate.servlet.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "999, 999",
        "1000, 1_000",
        "-999, -999",
        "-1000, -1_000",
        "12345678.90, 12_345_678.90",
        "100000.00000001, 100_000.00000001",
        "0.12345678, 0.12345678"
    })
    void thousands_are_set_apart_by_narrow_spaces(BigDecimal number, String shown) {
        assertThat(Shown.number(number)).isEqualTo(shown.replace('_', '\u202f'));
    }

    @Test
    void an_amount_has_its_currency() {
        assertThat(Shown.money(Money.parse(Currency.of("EUR"), "25000.00"))).isEqualTo("25\u202f000.00 EUR");
        assertThat(Shown.money(Money.satoshi(250_000_000))).isEqualTo("2.50000000 BTC");
    }

    @Test
    void what_is_invisible_or_turns_the_text_around_becomes_a_visible_mark() {
        assertThat(Shown.text("a\u0000b\u0007c\u007fd")).isEqualTo("a␀b␇c␡d");
        assertThat(Shown.text("evil\u202egnp.exe\u202c")).isEqualTo("evil⟨RLO⟩gnp.exe⟨PDF⟩");
        assertThat(Shown.text("\u200b\u2066x\u2069\ufeff\u0085\ud800\ue000\udb40\udc41"))
                .isEqualTo("⟨ZWSP⟩⟨LRI⟩x⟨PDI⟩⟨BOM⟩⟨U+0085⟩⟨U+D800⟩⟨U+E000⟩⟨U+E0041⟩");
    }

    @Test
    void honest_text_of_any_language_stays_as_it_is() {
        for (String text : new String[] {"Drei Kerzen", "三本のろうそく", "שלוש נרות", "ثلاث شموع", "two\nlines\tand 🕯"}) {
            assertThat(Shown.text(text)).isEqualTo(text);
        }
    }

    @Test
    void a_long_text_is_cut_and_says_so() {
        assertThat(Shown.brief("x".repeat(10_000))).isEqualTo("x".repeat(100) + "… (10000 characters)");
        assertThat(Shown.brief("two\nlines")).isEqualTo("two lines");
        assertThat(Shown.text("x".repeat(30_000))).hasSizeLessThan(20_100).endsWith("… (30000 characters)");
        assertThat(Shown.text(null)).isEmpty();
    }

    @Test
    void an_age_is_told_in_its_two_largest_units() {
        Instant now = Instant.parse("2026-11-25T08:00:00Z");
        assertThat(Shown.ago(now, now)).isEqualTo("just now");
        assertThat(Shown.ago(now.plusSeconds(5), now)).isEqualTo("just now");
        assertThat(Shown.ago(now.minusSeconds(40), now)).isEqualTo("40 s ago");
        assertThat(Shown.ago(now.minusSeconds(3 * 3600), now)).isEqualTo("3 h 0 min ago");
        assertThat(Shown.ago(now.minusSeconds(3 * 86400), now)).isEqualTo("3 days ago");
    }
}
