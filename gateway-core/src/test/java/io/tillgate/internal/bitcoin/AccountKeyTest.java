package io.tillgate.internal.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.processor.BitcoinNetwork;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountKeyTest {

    /** Account 0 of BIP 84's vectors. */
    private static final String ZPUB =
            "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31mGDtKsAYz2oz2AGutZYs";

    private static final String FIRST = "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu";

    static Stream<String> children() {
        return Vectors.lines("bip32-public-children.txt").stream();
    }

    @ParameterizedTest
    @MethodSource("children")
    void each_public_child_of_bip_32_is_derived(String line) {
        String[] vector = line.split(" ", -1);
        ExtendedPublicKey expected = key(vector[2]);

        ExtendedPublicKey child =
                key(vector[0]).child(Integer.parseInt(vector[1])).orElseThrow();

        assertThat(child.key()).isEqualTo(expected.key());
        assertThat(child.chainCode()).isEqualTo(expected.chainCode());
    }

    @Test
    void a_zpub_gives_the_addresses_of_bip_84() {
        AccountKey account = AccountKey.parse(BitcoinNetwork.MAINNET, ZPUB);

        assertThat(text(account, 0)).isEqualTo(FIRST);
        assertThat(text(account, 1)).isEqualTo("bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g");
    }

    @Test
    void the_same_key_as_xpub_and_as_descriptor_gives_the_same_addresses() {
        String xpub = as(ZPUB, 0x0488b21e);
        String descriptor = "wpkh([d34db33f/84h/0h/0h]" + xpub + "/0/*)";
        String checksum = DescriptorChecksum.of(descriptor).orElseThrow();

        assertThat(Stream.of(
                                xpub,
                                descriptor,
                                descriptor + "#" + checksum,
                                "wpkh([d34db33f/84'/0'/0']" + xpub + "/0/*)",
                                "wpkh(" + xpub + "/0/*)")
                        .map(form -> text(AccountKey.parse(BitcoinNetwork.MAINNET, form), 0)))
                .containsOnly(FIRST);
        assertThat(AccountKey.parse(BitcoinNetwork.MAINNET, xpub).fingerprint())
                .isEqualTo(AccountKey.parse(BitcoinNetwork.MAINNET, descriptor).fingerprint())
                .hasSize(16);
    }

    @Test
    void a_ypub_gives_the_nested_addresses_that_its_wallet_looks_for() {
        String nested = text(AccountKey.parse(BitcoinNetwork.MAINNET, as(ZPUB, 0x049d7cb2)), 0);
        String descriptor = "sh(wpkh(" + as(ZPUB, 0x0488b21e) + "/0/*))";

        assertThat(nested).startsWith("3");
        assertThat(text(AccountKey.parse(BitcoinNetwork.MAINNET, descriptor), 0))
                .isEqualTo(nested);
    }

    @Test
    void the_forms_of_test_networks_are_read_there_and_nowhere_else() {
        String vpub = as(ZPUB, 0x045f1cf6);

        assertThat(text(AccountKey.parse(BitcoinNetwork.REGTEST, vpub), 0)).startsWith("bcrt1q");
        assertThat(text(AccountKey.parse(BitcoinNetwork.SIGNET, as(ZPUB, 0x043587cf)), 0))
                .startsWith("tb1q");
        assertThat(text(AccountKey.parse(BitcoinNetwork.TESTNET, as(ZPUB, 0x044a5262)), 0))
                .startsWith("2");
        assertThatThrownBy(() -> AccountKey.parse(BitcoinNetwork.MAINNET, vpub))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("test network");
        assertThatThrownBy(() -> AccountKey.parse(BitcoinNetwork.REGTEST, ZPUB))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mainnet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wpkh(KEY/0/*)#aaaaaaaa",
                "wpkh(KEY/0/*)#",
                "wpkh(KEY/0/*",
                "wpkh(KEY/0/*))",
                "sh(wpkh(KEY/0/*)",
                "wpkh(KEY/0)",
                "wpkh(KEY/0/*h)",
                "wpkh(KEY/0h/*)",
                "wpkh(KEY/2147483648/*)",
                "pkh(KEY/0/*)",
                "wpkh(zpubKEY/0/*)",
                "wpkh([d34db33/84h]KEY/0/*)",
                "KEYx",
                ""
            })
    void what_is_no_account_is_refused_without_repeating_it(String form) {
        String xpub = as(ZPUB, 0x0488b21e);
        String text = form.replace("zpubKEY", ZPUB).replace("KEY", xpub);

        assertThatThrownBy(() -> AccountKey.parse(BitcoinNetwork.MAINNET, text))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain(xpub.substring(0, 20)));
    }

    @Test
    void a_private_key_is_refused_with_a_warning() {
        String xprv =
                "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi";

        assertThatThrownBy(() -> AccountKey.parse(BitcoinNetwork.MAINNET, xprv))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PRIVATE");
    }

    @ParameterizedTest
    @CsvSource({"raw(deadbeef),89f8spxm"})
    void the_checksum_of_bip_380_holds(String descriptor, String checksum) {
        assertThat(DescriptorChecksum.of(descriptor)).hasValue(checksum);
        assertThat(DescriptorChecksum.of("raw(deedbeef)")).isNotEqualTo(Optional.of(checksum));
        assertThat(DescriptorChecksum.of("raw(Ü)")).isEmpty();
    }

    @Test
    void a_hardened_child_is_refused() {
        ExtendedPublicKey key = key(as(ZPUB, 0x0488b21e));

        assertThatThrownBy(() -> key.child(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(AccountKey account, int index) {
        return account.address(index).orElseThrow().text();
    }

    private static ExtendedPublicKey key(String xpub) {
        return ExtendedPublicKey.of(Base58Check.decode(xpub).orElseThrow()).orElseThrow();
    }

    /** The same key in another form. */
    private static String as(String key, int version) {
        byte[] payload = Base58Check.decode(key).orElseThrow();
        ByteBuffer.wrap(payload).putInt(version);
        return Base58Check.encode(payload);
    }
}
