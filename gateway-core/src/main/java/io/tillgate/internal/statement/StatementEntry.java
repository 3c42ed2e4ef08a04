package io.tillgate.internal.statement;

import io.tillgate.money.Currency;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One statement line as it was read.
 *
 * @param row its row in the file, or its place in what an API told
 * @param index the statement's own number of it, null where it has none
 * @param amount what it did to the balance, in minor units: negative for a debit
 * @param balance the balance after it, null where it is not told
 * @param type the statement's own word
 * @param transactionId of the chain, with or without {@code :output}; or the processor's name of an internal transfer
 * @param status {@code confirmed}, {@code pending} or {@code reversed}; null where it is not told
 */
public record StatementEntry(
        int row,
        @Nullable String index,
        Instant at,
        Currency currency,
        String type,
        Kind kind,
        long amount,
        @Nullable Long balance,
        @Nullable String reference,
        @Nullable String paymentId,
        @Nullable String transactionId,
        @Nullable String status,
        @Nullable String info) {

    /** Whether it is the processor's fee, which nobody has to match. */
    public enum Kind {
        MOVEMENT,
        FEE
    }

    /**
     * What must be the same when the line comes again. Under an index it is what counts: the words around it differ between
     * a processor's file and its API.
     */
    public String content() {
        return index != null
                ? "index|" + index + "|" + amount + "|" + balance
                : at.getEpochSecond() + "." + at.getNano() + "|" + type + "|" + kind + "|" + amount + "|" + balance
                        + "|" + reference + "|" + paymentId + "|" + transactionId + "|" + status + "|" + info;
    }
}
