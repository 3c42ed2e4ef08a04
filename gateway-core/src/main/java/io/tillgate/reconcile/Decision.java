package io.tillgate.reconcile;

import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person decides on a discrepancy. Kept for ever.
 *
 * @param kind EXPLAINED, BOOKED or MATCHED
 * @param order with MATCHED the id or the reference of the order that the line is about; else empty
 * @param actor the person's login, 1 to 100 characters
 * @param reason 1 to 500 characters
 */
public record Decision(ResolutionKind kind, String order, String actor, String reason) {

    public static final int ACTOR_CHARS_MAX = 100;
    public static final int REASON_CHARS_MAX = 500;

    public Decision {
        List<Problem> problems = new ArrayList<>();
        check(problems, "actor", actor, ACTOR_CHARS_MAX);
        check(problems, "reason", reason, REASON_CHARS_MAX);
        if (kind == ResolutionKind.REOPENED || kind == ResolutionKind.GONE) {
            problems.add(new Problem("kind", "is not for people to choose", "choose EXPLAINED, BOOKED or MATCHED"));
        }
        if ((kind == ResolutionKind.MATCHED) == order.isBlank()) {
            problems.add(new Problem(
                    "order",
                    "belongs to MATCHED, and only to it",
                    "name the order that the line is about, or leave it out"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }

    private static void check(List<Problem> problems, String field, String text, int charsMax) {
        if (text.isBlank() || text.length() > charsMax || text.indexOf('\0') >= 0) {
            problems.add(new Problem(
                    field, "is empty, too long or holds a null character", "write 1 to " + charsMax + " characters"));
        }
    }
}
