package io.tillgate.processor;

import static java.util.Objects.requireNonNull;

import io.tillgate.money.Money;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of the account history that a processor keeps, as the processor tells it. Becomes a statement line once it is
 * imported.
 *
 * @param index the processor's number of it; an account counts its lines without a gap
 * @param type the processor's own word
 * @param kind what we take the word for
 * @param value how much, never negative: the kind says whether it came or went
 * @param balance the account's after it; null where it is not told
 * @param info the processor's words, may be empty
 * @param linkClass what {@code linkReference} is of, may be empty
 * @param linkReference such as the transaction that moved the coins, may be empty
 * @param tradeId of a line that belongs to a trade
 */
public record AccountEntry(
        long index,
        Instant at,
        String type,
        Kind kind,
        Money value,
        @Nullable Money balance,
        String info,
        String linkClass,
        String linkReference,
        @Nullable String tradeId) {

    public static final int TYPE_CHARS_MAX = 40;
    public static final int INFO_CHARS_MAX = 1000;
    public static final int LINK_CHARS_MAX = 200;

    /** What a line is. */
    public enum Kind {
        DEPOSIT(1),
        WITHDRAWAL(-1),
        /** Bought. */
        BOUGHT(1),
        /** Sold. */
        SOLD(-1),
        /** What a sale brought. */
        EARNED(1),
        /** What a purchase cost. */
        SPENT(-1),
        FEE(-1),
        /** A word that we don't know: only the balance tells its direction. */
        OTHER(0);

        private final int sign;

        Kind(int sign) {
            this.sign = sign;
        }
    }

    public AccountEntry {
        requireNonNull(at, "at");
        requireNonNull(kind, "kind");
        if (value.minorUnits() < 0) {
            throw new IllegalArgumentException("value of line " + index + " is negative: the kind carries the sign");
        }
    }

    /** What the line did to the balance; empty when its word is not known. */
    public Optional<Money> change() {
        return kind == Kind.OTHER
                ? Optional.empty()
                : Optional.of(new Money(value.currency(), kind.sign * value.minorUnits()));
    }
}
