package io.tillgate.reconcile;

import io.tillgate.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One time that a statement was matched with what we know.
 *
 * @param fileHash SHA-256 of the file in hex, null where there was none
 * @param actor who uploaded or asked; {@code tillgate} for what happens by itself
 * @param from the time of the first line, null when there was none
 * @param linesNew those that no run before had brought
 * @param linesMatched of those that are new or were left over, how many found what they are about; the next two likewise
 * @param opened discrepancies that it opened, or opened again
 * @param gone discrepancies that are none any more
 */
public record ReconcileRun(
        UUID id,
        String processor,
        RunSource source,
        @Nullable String fileName,
        @Nullable String fileHash,
        String actor,
        Instant at,
        @Nullable Instant from,
        @Nullable Instant to,
        int linesRead,
        int linesNew,
        int linesMatched,
        int linesAmbiguous,
        int linesUnmatched,
        int opened,
        int gone,
        List<Sum> sums) {

    /** What its lines add up to in one currency; the debits without a sign. */
    public record Sum(Money credited, Money debited) {}

    public ReconcileRun {
        sums = List.copyOf(sums);
    }

    public int linesKnown() {
        return linesRead - linesNew;
    }
}
