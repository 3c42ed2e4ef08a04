package io.tillgate.servlet.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.OrderStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WordsTest {

    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    @Test
    void every_language_has_every_phrase_and_no_other() {
        Set<String> wanted = Arrays.stream(Phrase.values()).map(Phrase::key).collect(Collectors.toSet());
        for (Language language : Language.values()) {
            Set<String> there = new HashSet<>(Words.read(language).stringPropertyNames());
            there.removeIf(key -> key.endsWith(".one"));

            assertThat(there).as(language.tag()).isEqualTo(wanted);
            assertThat(Words.read(language).values())
                    .allSatisfy(text -> assertThat((String) text).isNotBlank().isEqualTo(((String) text).strip()));
        }
    }

    @Test
    void a_translation_has_a_place_for_each_value_of_the_english() {
        Properties english = Words.read(Language.ENGLISH);
        for (Language language : Language.values()) {
            Properties file = Words.read(language);
            for (String key : file.stringPropertyNames()) {
                assertThat(places(file.getProperty(key)))
                        .as(language.tag() + " " + key)
                        .isEqualTo(places(english.getProperty(key.replace(".one", ""))));
            }
        }
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(found -> found.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void nothing_was_left_in_english() {
        Properties english = Words.read(Language.ENGLISH);
        // The same word in both, as it happens.
        Set<String> alike = Set.of("hours_and_minutes", "minutes", "seconds", "step_confirmation");
        for (Language language : List.of(Language.GERMAN, Language.SPANISH, Language.FRENCH, Language.JAPANESE)) {
            Properties file = Words.read(language);
            for (Phrase phrase : Phrase.values()) {
                if (!alike.contains(phrase.key())) {
                    assertThat(file.getProperty(phrase.key()))
                            .as(language.tag() + " " + phrase)
                            .isNotEqualTo(english.getProperty(phrase.key()));
                }
            }
        }
    }

    @Test
    void numbers_are_written_as_the_language_does_and_keep_every_digit() {
        assertThat(all(words -> words.satoshi(Money.satoshi(1234))))
                .containsExactly("1,234 sat", "1.234 sat", "1234 sat", "1\u202F234 sat", "1,234 sat");
        assertThat(all(words -> words.satoshi(Money.satoshi(1_234_567))))
                .containsExactly(
                        "1,234,567 sat", "1.234.567 sat", "1.234.567 sat", "1\u202F234\u202F567 sat", "1,234,567 sat");
        assertThat(all(words -> words.money(Money.parse(Currency.of("EUR"), "12345.60"))))
                .containsExactly(
                        "12,345.60 EUR", "12.345,60 EUR", "12.345,60 EUR", "12\u202F345,60 EUR", "12,345.60 EUR");
        assertThat(all(words -> words.money(Money.satoshi(1))))
                .containsExactly(
                        "0.00000001 BTC", "0,00000001 BTC", "0,00000001 BTC", "0,00000001 BTC", "0.00000001 BTC");
        assertThat(all(words -> words.money(Money.parse(Currency.of("JPY"), "999"))))
                .containsOnly("999 JPY");
    }

    @Test
    void one_confirmation_and_many_take_the_form_of_the_language() {
        assertThat(all(words -> words.confirmations(1, 2)))
                .containsExactly(
                        "1 of 2 confirmations",
                        "1 von 2 Bestätigungen",
                        "1 de 2 confirmaciones",
                        "1 confirmation sur 2",
                        "承認数 1/2");
        assertThat(all(words -> words.confirmations(0, 1)))
                .containsExactly(
                        "0 of 1 confirmation",
                        "0 von 1 Bestätigung",
                        "0 de 1 confirmación",
                        "0 confirmation sur 1",
                        "承認数 0/1");
        assertThat(all(words -> words.confirmations(5, 6)))
                .containsExactly(
                        "5 of 6 confirmations",
                        "5 von 6 Bestätigungen",
                        "5 de 6 confirmaciones",
                        "5 confirmations sur 6",
                        "承認数 5/6");
    }

    @Test
    void more_confirmations_than_are_needed_are_not_counted() {
        assertThat(Words.in(Language.ENGLISH).confirmations(9, 2)).isEqualTo("2 of 2 confirmations");
    }

    @Test
    void time_left_is_told_in_the_units_that_matter() {
        assertThat(all(words -> words.duration(Duration.ofMinutes(65))))
                .containsExactly("1 h 5 min", "1 Std. 5 Min.", "1 h 5 min", "1 h 5 min", "1時間5分");
        assertThat(Words.in(Language.JAPANESE).duration(Duration.ofSeconds(59))).isEqualTo("59秒");
        assertThat(Words.in(Language.GERMAN).duration(Duration.ofSeconds(61))).isEqualTo("1 Min.");
    }

    @Test
    void every_state_is_told_in_every_language() {
        for (Language language : Language.values()) {
            for (OrderStatus status : OrderStatus.values()) {
                OrderWords told =
                        OrderWords.of(Orders.in(status).order(), Arrival.LINK, Orders.NOW, Words.in(language));

                assertThat(told.headline()).isNotBlank().doesNotContain("{");
                assertThat(told.sentences())
                        .isNotEmpty()
                        .allSatisfy(sentence ->
                                assertThat(sentence).doesNotContain("{").matches(".*[.。?!]"));
            }
        }
    }

    @Test
    void the_browser_s_languages_are_weighed() {
        assertThat(Language.accepted("de-AT,de;q=0.9,en;q=0.8")).isEqualTo(Language.GERMAN);
        assertThat(Language.accepted("en;q=0.5,fr;q=0.7")).isEqualTo(Language.FRENCH);
        assertThat(Language.accepted("pt-BR,es;q=0.3")).isEqualTo(Language.SPANISH);
        assertThat(Language.accepted("ja")).isEqualTo(Language.JAPANESE);
        assertThat(Language.accepted("JA-jp")).isEqualTo(Language.JAPANESE);
        assertThat(Language.accepted("de;q=0,es;q=0.1")).isEqualTo(Language.SPANISH);
        assertThat(Language.accepted("dex, zh")).isEqualTo(Language.ENGLISH);
        assertThat(Language.accepted(";;,=,*")).isEqualTo(Language.ENGLISH);
        assertThat(Language.accepted("de,".repeat(500))).isEqualTo(Language.ENGLISH);
        assertThat(Language.accepted(null)).isEqualTo(Language.ENGLISH);
    }

    private static List<String> all(java.util.function.Function<Words, String> say) {
        return Arrays.stream(Language.values()).map(Words::in).map(say).toList();
    }
}
