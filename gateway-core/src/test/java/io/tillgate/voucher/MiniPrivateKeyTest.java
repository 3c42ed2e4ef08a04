package io.tillgate.voucher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.internal.bitcoin.PrivateKey;
import io.tillgate.processor.BitcoinNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MiniPrivateKeyTest {

    private static final String EXAMPLE = "S4b3N3oGqDqR5jNuxEvDwf";

    @Test
    void the_example_of_the_seed_stands_for_its_private_key() throws IOException {
        JsonNode vector = vector();
        MiniPrivateKey key = MiniPrivateKey.parse(vector.get("mini_private_key").textValue());

        assertThat(HexFormat.of().formatHex(key.privateKey()).toUpperCase(Locale.ROOT))
                .isEqualTo(vector.get("private_key_hex").textValue());
    }

    @Test
    void the_example_has_the_address_and_the_import_format_that_physical_coins_use() {
        PrivateKey key = PrivateKey.uncompressed(MiniPrivateKey.parse(EXAMPLE).privateKey());

        assertThat(key.address(BitcoinNetwork.MAINNET).text()).isEqualTo("1GAehh7TsJAHuUAeKZcXf5CnwuGuGgyX2S");
        assertThat(key.toWif(BitcoinNetwork.MAINNET)).isEqualTo("5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ");
    }

    @Test
    void a_key_that_passes_only_after_717_rounds_is_valid_too() throws Exception {
        String key = MiniPrivateKey.generate(new SecureRandom()).text();

        assertThat(MiniPrivateKey.isValid(key)).isTrue();
        assertThat(rounds(key + "?", 717)[0]).isZero();
    }

    @Test
    void the_example_passes_by_the_first_rule_alone() throws Exception {
        JsonNode vector = vector();

        assertThat(rounds(EXAMPLE + "?", 1)[0] & 0xff)
                .isEqualTo(vector.get("check_round_1_first_byte").intValue());
        assertThat(rounds(EXAMPLE + "?", 717)[0] & 0xff)
                .isEqualTo(vector.get("check_round_717_first_byte").intValue());
    }

    @Test
    void nearly_every_wrong_letter_is_noticed() {
        int missed = 0;
        int tried = 0;
        for (int at = 1; at < EXAMPLE.length(); at++) {
            for (char letter : "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".toCharArray()) {
                if (letter != EXAMPLE.charAt(at)) {
                    tried++;
                    String typo = EXAMPLE.substring(0, at) + letter + EXAMPLE.substring(at + 1);
                    missed += MiniPrivateKey.isValid(typo) ? 1 : 0;
                }
            }
        }
        // One in 128 is what the check code lets through.
        assertThat(missed).isLessThan(tried / 64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "S4b3N3oGqDqR5jNuxEvDw",
                "S4b3N3oGqDqR5jNuxEvDwff",
                "s4b3N3oGqDqR5jNuxEvDwf",
                "S4b3N3oGqDqR5jNuxEvDw0",
                "S4b3N 3oGqDqR5jNuxEvDwf",
                "S4b3N3oGqDqR5jNuxEvDwg"
            })
    void what_is_no_key_is_refused_without_repeating_it(String text) {
        assertThat(MiniPrivateKey.isValid(text)).isFalse();
        assertThatThrownBy(() -> MiniPrivateKey.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("qDqR5jNuxEv");
    }

    @Test
    void made_keys_are_valid_and_all_different() {
        SecureRandom random = new SecureRandom();
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            made.add(MiniPrivateKey.generate(random).text());
        }
        assertThat(made).hasSize(5).allMatch(MiniPrivateKey::isValid);
    }

    @Test
    void it_does_not_show_itself() {
        MiniPrivateKey key = MiniPrivateKey.parse(EXAMPLE);

        assertThat(key).hasToString("MiniPrivateKey").isEqualTo(MiniPrivateKey.parse(EXAMPLE));
    }

    private static byte[] rounds(String text, int rounds) throws Exception {
        byte[] hash = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < rounds; i++) {
            hash = MessageDigest.getInstance("SHA-256").digest(hash);
        }
        return hash;
    }

    private static JsonNode vector() throws IOException {
        try (InputStream in = MiniPrivateKeyTest.class.getResourceAsStream("/vectors/mini-private-key.json")) {
            return new ObjectMapper().readTree(in);
        }
    }
}
