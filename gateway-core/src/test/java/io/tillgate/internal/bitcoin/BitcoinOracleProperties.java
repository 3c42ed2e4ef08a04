package io.tillgate.internal.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.processor.BitcoinNetwork;
import io.tillgate.testing.Seeded;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bitcoinj.base.Coin;
import org.bitcoinj.base.ScriptType;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.TransactionInput;
import org.bitcoinj.core.TransactionOutput;
import org.bitcoinj.crypto.ChildNumber;
import org.bitcoinj.crypto.DeterministicKey;
import org.bitcoinj.crypto.ECKey;
import org.bitcoinj.crypto.HDKeyDerivation;
import org.bitcoinj.script.Script;
import org.junit.jupiter.api.Test;

/** What we compute ourselves, against what bitcoinj makes of the same. */
class BitcoinOracleProperties {

    private static final org.bitcoinj.base.BitcoinNetwork ORACLE = org.bitcoinj.base.BitcoinNetwork.MAINNET;

    @Test
    void addresses_of_random_accounts_are_those_of_bitcoinj() {
        Seeded.forAll(40, random -> {
            DeterministicKey account = HDKeyDerivation.createMasterPrivateKey(bytes(random, 32));
            int index = random.nextInt(Integer.MAX_VALUE);
            DeterministicKey external = HDKeyDerivation.deriveChildKey(account, new ChildNumber(0, false));
            DeterministicKey child = HDKeyDerivation.deriveChildKey(external, new ChildNumber(index, false));

            AccountKey ours = AccountKey.parse(BitcoinNetwork.MAINNET, account.serializePubB58(ORACLE));

            assertThat(ours.address(index).orElseThrow().text())
                    .isEqualTo(child.toAddress(ScriptType.P2WPKH, ORACLE).toString());
        });
    }

    @Test
    void private_keys_have_the_addresses_and_the_import_format_of_bitcoinj() {
        Seeded.forAll(40, random -> {
            byte[] number = bytes(random, 32);
            boolean isCompressed = random.nextBoolean();
            ECKey theirs = ECKey.fromPrivate(number, isCompressed);

            PrivateKey ours = isCompressed ? PrivateKey.compressed(number) : PrivateKey.uncompressed(number);

            assertThat(ours.publicKey()).isEqualTo(theirs.getPubKey());
            assertThat(ours.address(BitcoinNetwork.MAINNET).text())
                    .isEqualTo(theirs.toAddress(ScriptType.P2PKH, ORACLE).toString());
            assertThat(ours.toWif(BitcoinNetwork.MAINNET)).isEqualTo(theirs.getPrivateKeyAsWiF(ORACLE));
        });
    }

    @Test
    void signatures_are_those_of_bitcoinj_to_the_bit() {
        Seeded.forAll(60, random -> {
            byte[] number = bytes(random, 32);
            byte[] hash = bytes(random, 32);
            ECKey theirs = ECKey.fromPrivate(number);

            BouncyCastle.Signature ours = PrivateKey.compressed(number).sign(hash);

            // Theirs are deterministic by RFC 6979 and canonical too, so that there is only one.
            assertThat(SweepTransaction.der(ours))
                    .isEqualTo(theirs.sign(Sha256Hash.wrap(hash)).encodeToDER());
            assertThat(new ECKey.ECDSASignature(ours.r(), ours.s()).isCanonical())
                    .isTrue();
        });
    }

    @Test
    void the_s_of_every_signature_is_in_the_lower_half_of_the_curve_s_order() {
        // SEC 2, section 2.4.1: n of secp256k1. Of two signatures one would be in the upper half, if nothing saw to it.
        BigInteger order = new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
        Seeded.forAll(300, random -> {
            BouncyCastle.Signature signature =
                    PrivateKey.compressed(bytes(random, 32)).sign(bytes(random, 32));

            assertThat(signature.s()).isBetween(BigInteger.ONE, order.shiftRight(1));
            assertThat(signature.r()).isBetween(BigInteger.ONE, order.subtract(BigInteger.ONE));
        });
    }

    @Test
    void transactions_are_read_as_bitcoinj_writes_them() {
        Seeded.forAll(200, random -> {
            Transaction theirs = OracleTransactions.random(random);
            int wanted = random.nextInt(theirs.getOutputs().size());
            TransactionOutput output = theirs.getOutput(wanted);
            WatchedScripts watched = new WatchedScripts();
            watched.add(output.getScriptBytes());
            TransactionScanner scanner = new TransactionScanner();
            List<WatchedOutput> found = new ArrayList<>();

            scan(scanner, theirs.serialize(), watched, found);

            assertThat(scanner.txid()).isEqualTo(theirs.getTxId().toString());
            assertThat(found)
                    .filteredOn(one -> one.vout() == wanted)
                    .singleElement()
                    .satisfies(one -> {
                        assertThat(one.txid()).isEqualTo(theirs.getTxId().toString());
                        assertThat(one.satoshi()).isEqualTo(output.getValue().value);
                        assertThat(one.script()).isEqualTo(output.getScriptBytes());
                        assertThat(one.signalsReplacement()).isEqualTo(theirs.isOptInFullRBF());
                        assertThat(one.spends()).isEqualTo(outpoints(theirs));
                    });
        });
    }

    @Test
    void a_sweep_is_signed_as_bitcoinj_wants_it() {
        Seeded.forAll(40, random -> {
            PrivateKey key = PrivateKey.uncompressed(bytes(random, 32));
            byte[] from = key.address(BitcoinNetwork.REGTEST).script();
            byte[] to = BitcoinAddress.ofWitnessKeyHash(BitcoinNetwork.REGTEST, bytes(random, 20))
                    .script();
            long satoshi = 10_000L + random.nextInt(1_000_000);
            long fee = 1L + random.nextInt(9_000);
            SweepTransaction.Coin coin =
                    new SweepTransaction.Coin(Hex.of(bytes(random, 32)), random.nextInt(5), satoshi);

            byte[] signed = SweepTransaction.signed(coin, key, from, to, fee);

            Transaction theirs = Transaction.read(ByteBuffer.wrap(signed));
            assertThat(theirs.getOutput(0).getValue()).isEqualTo(Coin.valueOf(satoshi - fee));
            assertThat(signed.length)
                    .isBetween(SweepTransaction.bytesMax(key, to) - 4, SweepTransaction.bytesMax(key, to));
            Script unlock = theirs.getInput(0).getScriptSig();
            unlock.correctlySpends(theirs, 0, null, Coin.valueOf(satoshi), Script.parse(from), Script.ALL_VERIFY_FLAGS);
        });
    }

    private static byte[] outpoints(Transaction transaction) {
        ByteBuffer all = ByteBuffer.allocate(transaction.getInputs().size() * 36);
        for (TransactionInput input : transaction.getInputs()) {
            all.put(input.getOutpoint().serialize());
        }
        return all.array();
    }

    private static void scan(
            TransactionScanner scanner, byte[] raw, WatchedScripts watched, List<WatchedOutput> found) {
        try {
            scanner.scan(raw, watched, found::add);
        } catch (MalformedBytesException refused) {
            throw new AssertionError(refused);
        }
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        // No number above the order of the curve, and none that begins with zero.
        bytes[0] = (byte) ((bytes[0] & 0x7f) | 0x01);
        return new BigInteger(bytes).signum() > 0 ? bytes : bytes(random, count);
    }
}
