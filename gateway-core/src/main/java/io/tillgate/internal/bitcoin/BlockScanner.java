package io.tillgate.internal.bitcoin;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Goes through a raw block once: finds the outputs that pay to watched scripts, and checks that the block is what its hash
 * says, by its proof of work and the merkle root over all transactions. Keeps one buffer of hashes from block to block. Not
 * for several threads.
 */
public final class BlockScanner {

    private static final int HASH_BYTES = TransactionScanner.HASH_BYTES;
    private static final int TRANSACTION_BYTES_MIN = 60;

    private final TransactionScanner transactions = new TransactionScanner();
    private final MessageDigest sha = Sha256.digest();
    private byte[] hashes = new byte[4096 * HASH_BYTES];

    /**
     * Scans a block.
     *
     * @param found gets each output that may be watched, in the order of the block. May be called before the block turns out
     *     to be malformed: use what it got only when this method returns
     */
    public BlockHeader scan(byte[] raw, WatchedScripts watched, Consumer<WatchedOutput> found)
            throws MalformedBytesException {
        BlockHeader header = BlockHeader.parse(raw);
        if (!header.hasProofOfWork()) {
            throw new MalformedBytesException("block " + header.hash() + " lacks its proof of work");
        }
        ByteCursor cursor = new ByteCursor(raw, BlockHeader.BYTES);
        int count = cursor.count(TRANSACTION_BYTES_MIN);
        if (count == 0) {
            throw new MalformedBytesException("block " + header.hash() + " has no transaction");
        }
        // One more than needed: a level of odd length repeats its last hash.
        hashes = hashes.length < (count + 1) * HASH_BYTES ? new byte[(count + 1) * HASH_BYTES] : hashes;
        int at = cursor.at();
        for (int i = 0; i < count; i++) {
            at = transactions.scan(raw, at, watched, found);
            System.arraycopy(transactions.hash(), 0, hashes, i * HASH_BYTES, HASH_BYTES);
        }
        if (at != raw.length) {
            throw new MalformedBytesException("block " + header.hash() + " is followed by other bytes");
        }
        if (!Arrays.equals(header.merkleRoot(), 0, HASH_BYTES, merkleRoot(count), 0, HASH_BYTES)) {
            throw new MalformedBytesException("block " + header.hash() + " has other transactions than it says");
        }
        return header;
    }

    /** Folds the hashes pairwise, in place; the root comes to lie at the front. */
    private byte[] merkleRoot(int count) throws MalformedBytesException {
        int level = count;
        while (level > 1) {
            if (level % 2 != 0) {
                System.arraycopy(hashes, (level - 1) * HASH_BYTES, hashes, level * HASH_BYTES, HASH_BYTES);
                level++;
            } else {
                refuseRepetition(level);
            }
            level /= 2;
            for (int i = 0; i < level; i++) {
                twice(hashes, i * 2 * HASH_BYTES, i * HASH_BYTES);
            }
        }
        return hashes;
    }

    /** A block whose last transactions are repeated has the same root as the true one: CVE-2012-2459. */
    private void refuseRepetition(int level) throws MalformedBytesException {
        int last = (level - 1) * HASH_BYTES;
        if (Arrays.equals(hashes, last - HASH_BYTES, last, hashes, last, last + HASH_BYTES)) {
            throw new MalformedBytesException("a block repeats its last transactions");
        }
    }

    private void twice(byte[] bytes, int from, int to) {
        try {
            sha.update(bytes, from, 2 * HASH_BYTES);
            sha.digest(bytes, to, HASH_BYTES);
            sha.update(bytes, to, HASH_BYTES);
            sha.digest(bytes, to, HASH_BYTES);
        } catch (DigestException impossible) {
            throw new IllegalStateException("a SHA-256 has 32 bytes", impossible);
        }
    }
}
