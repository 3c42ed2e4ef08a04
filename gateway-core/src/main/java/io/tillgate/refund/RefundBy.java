package io.tillgate.refund;

import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Who does something about a refund, and why. Kept for ever with what was done.
 *
 * @param actor the person's login, or a word for a part of Tillgate, 1 to 100 characters
 * @param reason 1 to 500 characters
 */
public record RefundBy(String actor, String reason) {

    public static final int ACTOR_CHARS_MAX = 100;
    public static final int REASON_CHARS_MAX = 500;

    public RefundBy {
        List<Problem> problems = new ArrayList<>();
        check(problems, "actor", actor, ACTOR_CHARS_MAX);
        check(problems, "reason", reason, REASON_CHARS_MAX);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }

    /** Whether two logins are those of one person, however they are spelled. */
    public boolean isSamePersonAs(String other) {
        return person(actor).equals(person(other));
    }

    static String person(String login) {
        return login.strip().toLowerCase(Locale.ROOT);
    }

    private static void check(List<Problem> problems, String field, String text, int charsMax) {
        if (text.isBlank() || text.length() > charsMax || text.indexOf('\0') >= 0) {
            problems.add(new Problem(
                    field, "is empty, too long or holds a null character", "write 1 to " + charsMax + " characters"));
        }
    }
}
