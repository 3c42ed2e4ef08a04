package io.tillgate.internal.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.internal.bitcoin.Bech32.Variant;
import io.tillgate.processor.BitcoinNetwork;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class BitcoinAddressTest {

    static Stream<String> bech32() {
        return Vectors.lines("bech32-valid.txt").stream();
    }

    static Stream<String> bech32m() {
        return Vectors.lines("bech32m-valid.txt").stream();
    }

    static Stream<String> neither() {
        return Vectors.lines("bech32-invalid.txt").stream();
    }

    static Stream<String> segwit() {
        return Vectors.lines("segwit-addresses-valid.txt").stream();
    }

    static Stream<String> notSegwit() {
        return Vectors.lines("segwit-addresses-invalid.txt").stream();
    }

    @ParameterizedTest
    @MethodSource("bech32")
    void each_vector_of_bip_173_decodes_and_encodes_again(String text) {
        assertRoundTrip(text, Variant.BECH32);
    }

    @ParameterizedTest
    @MethodSource("bech32m")
    void each_vector_of_bip_350_decodes_and_encodes_again(String text) {
        assertRoundTrip(text, Variant.BECH32M);
    }

    @ParameterizedTest
    @MethodSource("neither")
    void each_faulty_vector_is_refused(String text) {
        assertThat(Bech32.decode(text)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("segwit")
    void each_segwit_address_has_the_published_script(String line) {
        String[] vector = line.split(" ", -1);
        BitcoinNetwork network =
                vector[0].toLowerCase(Locale.ROOT).startsWith("bc") ? BitcoinNetwork.MAINNET : BitcoinNetwork.TESTNET;

        BitcoinAddress address = BitcoinAddress.parse(network, vector[0]).orElseThrow();

        assertThat(Hex.of(address.script())).isEqualTo(vector[1]);
        assertThat(address.text()).isEqualTo(vector[0].toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("notSegwit")
    void each_faulty_segwit_address_is_refused_on_every_network(String text) {
        assertThat(List.of(BitcoinNetwork.values()))
                .allSatisfy(network ->
                        assertThat(BitcoinAddress.parse(network, text)).isEmpty());
    }

    @Test
    void an_address_of_another_network_is_none() {
        String mainnet = "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu";

        assertThat(BitcoinAddress.parse(BitcoinNetwork.REGTEST, mainnet)).isEmpty();
        assertThat(BitcoinAddress.parse(BitcoinNetwork.MAINNET, mainnet)).isPresent();
        assertThat(BitcoinAddress.parse(BitcoinNetwork.TESTNET, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"))
                .isEmpty();
    }

    @Test
    void the_address_of_the_first_block_pays_to_a_key_hash() {
        BitcoinAddress address = BitcoinAddress.parse(BitcoinNetwork.MAINNET, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")
                .orElseThrow();

        assertThat(Hex.of(address.script())).isEqualTo("76a91462e907b15cbf27d5425399ebf6f0fb50ebb88f1888ac");
        assertThat(address.text()).isEqualTo("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa");
        assertThat(address).hasToString("BitcoinAddress[25 bytes of script]");
    }

    @Test
    void a_wrong_letter_in_an_old_address_is_noticed() {
        assertThat(Stream.of(
                                "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
                                "1A1zP1eP5QGefi2DMPTfTL5SLmv7Div0Na",
                                "",
                                "1",
                                "1111",
                                "z".repeat(Base58Check.CHARS_MAX + 1))
                        .map(text -> BitcoinAddress.parse(BitcoinNetwork.MAINNET, text)))
                .allMatch(address -> address.isEmpty());
    }

    @ParameterizedTest
    @EnumSource(BitcoinNetwork.class)
    void every_kind_of_address_is_read_back_on_its_network(BitcoinNetwork network) {
        byte[] hash = new byte[20];
        hash[19] = 7;
        assertThat(Stream.of(
                        BitcoinAddress.ofKeyHash(network, hash),
                        BitcoinAddress.ofScriptHash(network, hash),
                        BitcoinAddress.ofWitnessKeyHash(network, hash)))
                .allSatisfy(address -> assertThat(BitcoinAddress.parse(network, address.text()))
                        .hasValueSatisfying(read -> assertThat(read.script()).isEqualTo(address.script())));
    }

    private static void assertRoundTrip(String text, Variant variant) {
        Bech32.Decoded decoded = Bech32.decode(text).orElseThrow();

        assertThat(decoded.variant()).isEqualTo(variant);
        assertThat(Bech32.encode(variant, decoded.prefix(), decoded.values())).isEqualTo(text.toLowerCase(Locale.ROOT));
    }
}
