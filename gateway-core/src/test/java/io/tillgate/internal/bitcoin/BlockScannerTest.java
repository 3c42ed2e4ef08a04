package io.tillgate.internal.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.testing.Seeded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.TransactionOutput;
import org.junit.jupiter.api.Test;

class BlockScannerTest {

    private final BlockScanner scanner = new BlockScanner();

    @Test
    void exactly_the_outputs_of_watched_scripts_are_found() {
        Seeded.forAll(30, random -> {
            List<Transaction> transactions = transactions(random, 1 + random.nextInt(40));
            WatchedScripts watched = new WatchedScripts();
            Set<String> expected = new HashSet<>();
            for (Transaction transaction : transactions) {
                for (TransactionOutput output : transaction.getOutputs()) {
                    if (random.nextInt(3) == 0) {
                        watched.add(output.getScriptBytes());
                        expected.add(transaction.getTxId() + ":" + output.getIndex());
                    }
                }
            }

            List<WatchedOutput> found = scan(OracleTransactions.block(transactions), watched);

            assertThat(found)
                    .extracting(one -> one.txid() + ":" + one.vout())
                    .containsExactlyInAnyOrderElementsOf(expected);
        });
    }

    @Test
    void a_block_with_a_changed_transaction_is_refused() {
        byte[] raw = OracleTransactions.block(transactions(new Random(1), 7));
        raw[raw.length - 60] ^= 1;

        assertThatThrownBy(() -> scanner.scan(raw, new WatchedScripts(), output -> {}))
                .isInstanceOf(MalformedBytesException.class);
    }

    @Test
    void a_block_without_its_proof_of_work_is_refused() {
        byte[] raw = OracleTransactions.block(transactions(new Random(2), 3));
        // A target that no hash reaches by chance.
        raw[75] = 0x04;

        assertThatThrownBy(() -> scanner.scan(raw, new WatchedScripts(), output -> {}))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining("proof of work");
    }

    @Test
    void a_block_that_repeats_its_last_transaction_is_refused() {
        List<Transaction> transactions = transactions(new Random(3), 3);
        transactions.add(transactions.get(2));

        assertThatThrownBy(
                        () -> scanner.scan(OracleTransactions.block(transactions), new WatchedScripts(), output -> {}))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining("repeats");
    }

    @Test
    void every_truncation_of_a_block_is_refused_and_nothing_else_happens() {
        byte[] raw = OracleTransactions.block(transactions(new Random(4), 2));

        assertThat(IntStream.range(0, raw.length).boxed())
                .allSatisfy(length -> assertThatThrownBy(
                                () -> scanner.scan(Arrays.copyOf(raw, length), new WatchedScripts(), output -> {}))
                        .isInstanceOf(MalformedBytesException.class));
    }

    @Test
    void random_bytes_never_do_more_than_be_refused() {
        Seeded.forAll(2000, random -> {
            byte[] raw = new byte[random.nextInt(400)];
            random.nextBytes(raw);
            assertThatThrownBy(() -> new TransactionScanner().scan(raw, new WatchedScripts(), output -> {}))
                    .isInstanceOf(MalformedBytesException.class);
        });
    }

    @Test
    void a_hundred_thousand_scripts_are_told_from_a_hundred_thousand_others() {
        Random random = new Random(5);
        WatchedScripts watched = new WatchedScripts();
        List<byte[]> scripts = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            byte[] script = new byte[22];
            random.nextBytes(script);
            scripts.add(script);
            watched.add(script);
            watched.add(script);
        }
        byte[] other = new byte[22];

        assertThat(watched.size()).isEqualTo(100_000);
        assertThat(scripts).allMatch(script -> watched.mayContain(script, 0, script.length));
        for (int i = 0; i < 100_000; i++) {
            random.nextBytes(other);
            assertThat(watched.mayContain(other, 0, other.length)).isFalse();
        }
    }

    private List<WatchedOutput> scan(byte[] raw, WatchedScripts watched) {
        List<WatchedOutput> found = new ArrayList<>();
        try {
            assertThat(scanner.scan(raw, watched, found::add).hasProofOfWork()).isTrue();
        } catch (MalformedBytesException refused) {
            throw new AssertionError(refused);
        }
        return found;
    }

    private static List<Transaction> transactions(Random random, int count) {
        List<Transaction> transactions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            transactions.add(OracleTransactions.random(random));
        }
        return transactions;
    }
}
