package io.tillgate.internal.bitcoin;

import io.tillgate.processor.BitcoinNetwork;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bitcoinj.base.Coin;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.TransactionInput;
import org.bitcoinj.core.TransactionOutPoint;
import org.bitcoinj.core.TransactionWitness;
import org.bitcoinj.script.Script;

/** Transactions and blocks that bitcoinj made up. */
final class OracleTransactions {

    private static final int REGTEST_BITS = 0x207fffff;

    private OracleTransactions() {}

    /** Some inputs with or without witness, some outputs to all kinds of addresses. */
    static Transaction random(Random random) {
        Transaction transaction = new Transaction();
        boolean hasWitness = random.nextBoolean();
        int inputs = 1 + random.nextInt(4);
        for (int i = 0; i < inputs; i++) {
            TransactionOutPoint spent = new TransactionOutPoint(random.nextInt(9), Sha256Hash.wrap(bytes(random, 32)));
            long sequence = 0xffffffffL - random.nextInt(4);
            TransactionWitness witness =
                    hasWitness ? TransactionWitness.of(bytes(random, 71), bytes(random, 33)) : TransactionWitness.EMPTY;
            transaction.addInput(new TransactionInput(
                    transaction, hasWitness ? new byte[0] : bytes(random, 107), spent, sequence, null, witness));
        }
        int outputs = 1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 4);
        for (int i = 0; i < outputs; i++) {
            transaction.addOutput(Coin.valueOf(random.nextLong(21_000_000L * 100_000_000L)), script(random));
        }
        return transaction;
    }

    /** The bytes of a block of transactions, with its proof of work. */
    static byte[] block(List<Transaction> transactions) {
        List<byte[]> hashes = new ArrayList<>();
        int size = 0;
        for (Transaction transaction : transactions) {
            hashes.add(transaction.getTxId().serialize());
            size += transaction.serialize().length;
        }
        ByteBuffer block = ByteBuffer.allocate(BlockHeader.BYTES + 3 + size).order(ByteOrder.LITTLE_ENDIAN);
        block.putInt(4)
                .put(new byte[32])
                .put(merkleRoot(hashes))
                .putInt(1_700_000_000)
                .putInt(REGTEST_BITS);
        int nonceAt = block.position();
        block.putInt(0).put((byte) 0xfd).putShort((short) transactions.size());
        transactions.forEach(transaction -> block.put(transaction.serialize()));
        for (int nonce = 0; !hasWork(block.array()); nonce++) {
            block.putInt(nonceAt, nonce);
        }
        return block.array();
    }

    private static boolean hasWork(byte[] block) {
        try {
            return BlockHeader.parse(block).hasProofOfWork();
        } catch (MalformedBytesException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static byte[] merkleRoot(List<byte[]> hashes) {
        List<byte[]> level = hashes;
        while (level.size() > 1) {
            List<byte[]> above = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                byte[] right = level.get(Math.min(i + 1, level.size() - 1));
                above.add(Sha256Hash.hashTwice(level.get(i), right));
            }
            level = above;
        }
        return level.get(0);
    }

    private static Script script(Random random) {
        byte[] hash = bytes(random, 20);
        return Script.parse(
                switch (random.nextInt(3)) {
                    case 0 ->
                        BitcoinAddress.ofKeyHash(BitcoinNetwork.REGTEST, hash).script();
                    case 1 ->
                        BitcoinAddress.ofScriptHash(BitcoinNetwork.REGTEST, hash)
                                .script();
                    default ->
                        BitcoinAddress.ofWitnessKeyHash(BitcoinNetwork.REGTEST, hash)
                                .script();
                });
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
