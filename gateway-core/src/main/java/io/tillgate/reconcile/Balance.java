package io.tillgate.reconcile;

import io.tillgate.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The books at the end of a closed day beside the processor's own balance.
 *
 * @param books our closing
 * @param statement the balance of the last line before the end of the day; null when no line with a balance is known
 * @param statementAt the time of that line
 * @param carried the difference at the end of the day before
 * @param reasons what made this day's own difference, at most {@link #REASONS_MAX}, largest first: their amounts, with those
 *     of the ones left out, are the difference less what was carried
 * @param leftOut how many reasons are not listed
 * @param leftOutAmount what those add up to
 */
public record Balance(
        LocalDate day,
        Money books,
        @Nullable Money statement,
        @Nullable Instant statementAt,
        @Nullable Money carried,
        List<Reason> reasons,
        int leftOut,
        Money leftOutAmount) {

    public static final int REASONS_MAX = 200;

    public Balance {
        reasons = List.copyOf(reasons);
    }

    /** What the processor's balance is larger by; null when it is not known. */
    public @Nullable Money difference() {
        return statement == null ? null : statement.minus(books);
    }

    public boolean balances() {
        Money difference = difference();
        return difference != null && difference.isZero();
    }

    /**
     * One thing that sets the two apart.
     *
     * @param amount what it makes the processor's balance larger by
     * @param what in a sentence
     */
    public record Reason(
            Kind kind,
            Money amount,
            @Nullable Instant at,
            @Nullable String orderId,
            @Nullable Long lineId,
            String what) {}

    /** What sort of thing it is. */
    public enum Kind {
        /** On the statement that day, not in the books of that day. */
        ONLY_THERE,
        /** In the books of that day, not on the statement that day. */
        ONLY_HERE,
        /** On both that day, with different amounts. */
        AMOUNT,
        /** The statement's balances do not follow from its lines: lines are missing, or it starts with coins on it. */
        GAP
    }
}
