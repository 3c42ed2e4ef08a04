package io.tillgate.internal.bitcoin;

/**
 * An output that may pay to a watched script.
 *
 * @param txid the hash of its transaction, as the node writes it
 * @param vout its place among the outputs of the transaction, from 0
 * @param satoshi its amount
 * @param script its output script: compare it with the watched one
 * @param spends the outputs that its transaction spends, 36 bytes each: hash and place, as on the wire
 * @param signalsReplacement whether its sender reserves the right to replace the transaction: BIP 125
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record WatchedOutput(
        String txid, int vout, long satoshi, byte[] script, byte[] spends, boolean signalsReplacement) {

    @Override
    public String toString() {
        return "WatchedOutput[" + txid + ":" + vout + "]";
    }
}
