package io.tillgate.internal.mtgox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class MtGoxFormTest {

    @Test
    void fields_are_read_in_any_order() {
        MtGoxForm form = parse("status=paid&amount=1&id=x");
        assertThat(form.first("id")).isEqualTo("x");
        assertThat(form.first("status")).isEqualTo("paid");
        assertThat(form.first("amount")).isEqualTo("1");
        assertThat(form.first("absent")).isNull();
    }

    @Test
    void plus_is_a_space_and_percent_escapes_are_utf_8() {
        assertThat(parse("d=caf%C3%A9+%26+5%e2%82%ac%2B").first("d")).isEqualTo("café & 5€+");
        assertThat(parse("%69d=1").first("id")).isEqualTo("1");
        assertThat(parse("d=é").first("d")).isEqualTo("é");
    }

    @Test
    void a_percent_sign_without_two_hex_digits_stands_for_itself() {
        assertThat(parse("a=100%&b=%4&c=%zz&d=%&e=%%41&f=%+1").first("a")).isEqualTo("100%");
        assertThat(parse("b=%4").first("b")).isEqualTo("%4");
        assertThat(parse("c=%zz").first("c")).isEqualTo("%zz");
        assertThat(parse("e=%%41").first("e")).isEqualTo("%A");
        assertThat(parse("f=%+1").first("f")).isEqualTo("% 1");
    }

    @Test
    void an_escape_does_not_reach_into_the_next_field() {
        MtGoxForm form = parse("a=%4&1=b");
        assertThat(form.first("a")).isEqualTo("%4");
        assertThat(form.first("1")).isEqualTo("b");
    }

    @Test
    void bytes_that_are_not_utf_8_and_nul_become_the_replacement_character() {
        assertThat(parse("d=a%FFb").first("d")).isEqualTo("a\uFFFDb");
        assertThat(parse("d=a%C3").first("d")).isEqualTo("a\uFFFD");
        assertThat(parse("d=a%00b").first("d")).isEqualTo("a\uFFFDb");
        assertThat(MtGoxForm.parse(new byte[] {'d', '=', 0, (byte) 0xC3, (byte) 0x28})
                        .first("d"))
                .isEqualTo("\uFFFD\uFFFD(");
    }

    @Test
    void the_first_of_a_repeated_name_wins_and_the_repetition_shows() {
        MtGoxForm form = parse("amount=1&amount=2&id=3");
        assertThat(form.first("amount")).isEqualTo("1");
        assertThat(form.isRepeated("amount")).isTrue();
        assertThat(form.isRepeated("id")).isFalse();
        assertThat(form.isRepeated("absent")).isFalse();
    }

    @Test
    void empty_pieces_are_skipped_and_a_name_alone_has_an_empty_value() {
        MtGoxForm form = parse("&&a&b=&=c&&d=e=f&");
        assertThat(form.size()).isEqualTo(4);
        assertThat(form.first("a")).isEmpty();
        assertThat(form.first("b")).isEmpty();
        assertThat(form.first("")).isEqualTo("c");
        assertThat(form.first("d")).isEqualTo("e=f");
        assertThat(parse("").size()).isZero();
    }

    @Test
    void fields_beyond_the_limit_are_left_out_and_that_shows() {
        String full = String.join("&", Collections.nCopies(MtGoxForm.FIELDS_MAX, "a=1"));
        assertThat(parse(full).hasTooManyFields()).isFalse();
        assertThat(parse(full + "&").hasTooManyFields()).isFalse();
        assertThat(parse(full + "&late=1").hasTooManyFields()).isTrue();
        assertThat(parse(full + "&late=1").first("late")).isNull();
    }

    @Test
    void whatever_is_encoded_comes_back() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            String text = random.ints(random.nextInt(20), 1, 0x10FFFF)
                    .filter(c -> c < 0xD800 || c > 0xDFFF)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String body = "x=1&data=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&y=2";
            assertThat(parse(body).first("data")).as("seed %d", seed).isEqualTo(text);
        }
    }

    @Test
    void no_bytes_make_it_throw_or_hang() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] alphabet = MtGoxFixtures.bytes("&&&===%%%++0Afg%C3%00idstatuspaidamountdate-9999999999\0é");
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            for (int round = 0; round < 50_000; round++) {
                byte[] body = new byte[random.nextInt(200)];
                random.nextBytes(body);
                for (int i = 0; i < body.length; i++) {
                    body[i] = round % 2 == 0 ? body[i] : alphabet[random.nextInt(alphabet.length)];
                }
                assertThatCode(() -> MtGoxIpn.read(body, MtGoxFixtures.RECEIVED_AT))
                        .as("seed %d, round %d", seed, round)
                        .doesNotThrowAnyException();
            }
        });
    }

    private static MtGoxForm parse(String body) {
        return MtGoxForm.parse(MtGoxFixtures.bytes(body));
    }
}
