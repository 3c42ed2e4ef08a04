package io.tillgate.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTokensTest {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final OrderId ID = new OrderId(UUID.fromString("018f2b6c-1d2e-7abc-8def-0123456789ab"));

    private final OrderTokens tokens = new OrderTokens(key(1), List.of());

    @Test
    void what_was_made_is_read_back() {
        assertThat(tokens.readData(tokens.data(ID))).contains(ID);
        assertThat(tokens.readPageToken(tokens.pageToken(ID))).contains(ID);
    }

    @Test
    void data_starts_with_the_order_id_and_both_have_a_fixed_length() {
        assertThat(tokens.data(ID)).startsWith(ID + ".").hasSize(59);
        assertThat(tokens.pageToken(ID)).hasSize(43).doesNotContain(ID.toString());
    }

    @Test
    void the_same_order_gets_the_same_texts_on_every_node() {
        OrderTokens otherNode = new OrderTokens(key(1), List.of());
        assertThat(otherNode.data(ID)).isEqualTo(tokens.data(ID));
        assertThat(otherNode.pageToken(ID)).isEqualTo(tokens.pageToken(ID));
    }

    @Test
    void a_change_of_any_single_character_is_noticed() {
        assertThat(readableChanges(
                        tokens.data(ID), text -> tokens.readData(text).isPresent()))
                .isEmpty();
        assertThat(readableChanges(
                        tokens.pageToken(ID), text -> tokens.readPageToken(text).isPresent()))
                .isEmpty();
    }

    @Test
    void a_truncated_or_prolonged_text_is_refused() {
        String data = tokens.data(ID);
        String token = tokens.pageToken(ID);
        for (int length = 0; length < data.length(); length++) {
            assertThat(tokens.readData(data.substring(0, length))).isEmpty();
        }
        for (int length = 0; length < token.length(); length++) {
            assertThat(tokens.readPageToken(token.substring(0, length))).isEmpty();
        }
        for (String more : List.of("A", "=", " ", "\n", "\0", "é")) {
            assertThat(tokens.readData(data + more)).isEmpty();
            assertThat(tokens.readPageToken(token + more)).isEmpty();
            assertThat(tokens.readData(more + data)).isEmpty();
            assertThat(tokens.readPageToken(more + token)).isEmpty();
        }
    }

    @Test
    void an_order_id_in_other_letters_is_refused() {
        String data = tokens.data(ID);
        assertThat(tokens.readData(ID.toString().toUpperCase(Locale.ROOT) + data.substring(36)))
                .isEmpty();
        // UUID.fromString would take these as the same id.
        assertThat(tokens.readData("18f2b6c-1d2e-7abc-8def-00123456789ab" + data.substring(36)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "null",
                "018f2b6c-1d2e-7abc-8def-0123456789ab",
                "ééééééééééééééééééééééééééééééééééééééééééé"
            })
    void what_is_no_token_at_all_is_refused_without_an_exception(String text) {
        assertThat(tokens.readData(text)).isEmpty();
        assertThat(tokens.readPageToken(text)).isEmpty();
        assertThat(tokens.readPageToken("A".repeat(10_000))).isEmpty();
        assertThat(tokens.readData("\0".repeat(59))).isEmpty();
    }

    @Test
    void a_mac_does_not_serve_another_order() {
        OrderId other = new OrderId(UUID.fromString("018f2b6c-1d2e-7abc-8def-0123456789ac"));
        assertThat(tokens.readData(other + tokens.data(ID).substring(36))).isEmpty();
        assertThat(tokens.data(other).substring(36))
                .isNotEqualTo(tokens.data(ID).substring(36));
    }

    @Test
    void a_mac_does_not_serve_another_purpose() {
        byte[] page = Base64.getUrlDecoder().decode(tokens.pageToken(ID));
        String pageMac = base64(Arrays.copyOfRange(page, 16, 32));
        assertThat(tokens.readData(ID + "." + pageMac)).isEmpty();

        byte[] dataMac = Base64.getUrlDecoder().decode(tokens.data(ID).substring(37));
        byte[] forged = page.clone();
        System.arraycopy(dataMac, 0, forged, 16, 16);
        assertThat(tokens.readPageToken(base64(forged))).isEmpty();
    }

    @Test
    void another_key_proves_nothing() {
        OrderTokens stranger = new OrderTokens(key(2), List.of());
        assertThat(tokens.readData(stranger.data(ID))).isEmpty();
        assertThat(tokens.readPageToken(stranger.pageToken(ID))).isEmpty();
    }

    @Test
    void what_a_retired_key_proved_stays_valid_and_the_current_key_makes_new_ones() {
        OrderTokens renewed = new OrderTokens(key(2), List.of(key(3), key(1)));

        assertThat(renewed.readData(tokens.data(ID))).contains(ID);
        assertThat(renewed.readPageToken(tokens.pageToken(ID))).contains(ID);
        assertThat(renewed.data(ID)).isEqualTo(new OrderTokens(key(2), List.of()).data(ID));
        assertThat(tokens.readData(renewed.data(ID))).isEmpty();
    }

    @Test
    void a_key_that_is_too_short_is_refused_retired_or_not() {
        byte[] tooShort = new byte[OrderTokens.KEY_BYTES_MIN - 1];
        assertThatThrownBy(() -> new OrderTokens(tooShort, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a key needs 32 bytes at least");
        assertThatThrownBy(() -> new OrderTokens(key(1), List.of(tooShort)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OrderTokens(new byte[0], List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static Set<String> readableChanges(String text, java.util.function.Predicate<String> isRead) {
        Set<String> readable = new HashSet<>();
        for (int i = 0; i < text.length(); i++) {
            for (int c = 0; c < ALPHABET.length(); c++) {
                if (ALPHABET.charAt(c) != text.charAt(i)) {
                    String changed = text.substring(0, i) + ALPHABET.charAt(c) + text.substring(i + 1);
                    if (isRead.test(changed)) {
                        readable.add(changed);
                    }
                }
            }
        }
        return readable;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] key(int seed) {
        byte[] key = new byte[OrderTokens.KEY_BYTES_MIN];
        Arrays.fill(key, (byte) seed);
        return key;
    }
}
