package io.tillgate.internal.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.failure.Problem;
import io.tillgate.processor.BitcoinNetwork;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressCheckTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
                "3P14159f73E4gFr7JterCCQh9QjiTjiZrG",
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
                "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
                "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
            })
    void each_form_of_address_is_taken(String address) {
        assertThat(AddressCheck.problem(BitcoinNetwork.MAINNET, address)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', is missing",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb, checksum",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfN0, place 34",
        "1A1zP1eP5QGefi2DMPTf, too short",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5, checksum",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3b4, place 41",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8F3t4, mixes upper and lower case",
        "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx, of the test network",
        "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn, of the test network",
        "bitcoin:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa?amount=1, is a payment link",
        // The right checksum of the wrong kind: bech32 where version 1 needs bech32m.
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd, checksum",
    })
    void each_fault_is_named_and_the_address_is_not_told(String address, String fault) {
        Optional<Problem> problem = AddressCheck.problem(BitcoinNetwork.MAINNET, address);

        assertThat(problem).isPresent();
        assertThat(problem.get().fault()).contains(fault);
        if (!address.isEmpty()) {
            assertThat(problem.get().toString()).doesNotContain(address);
        }
    }

    @Test
    void what_is_longer_than_any_address_is_not_read_at_all() {
        assertThat(AddressCheck.problem(BitcoinNetwork.MAINNET, "1".repeat(100_000))
                        .orElseThrow()
                        .fault())
                .contains("longer");
    }
}
