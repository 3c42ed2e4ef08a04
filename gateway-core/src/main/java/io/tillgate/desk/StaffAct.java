package io.tillgate.desk;

import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Who does something by hand, and why. Kept for ever with what was done.
 *
 * @param actor the person's login, 1 to 100 characters
 * @param reason 1 to 500 characters
 */
public record StaffAct(String actor, String reason) {

    public static final int ACTOR_CHARS_MAX = 100;
    public static final int REASON_CHARS_MAX = 500;

    public StaffAct {
        List<Problem> problems = new ArrayList<>();
        check(problems, "actor", actor, ACTOR_CHARS_MAX);
        check(problems, "reason", reason, REASON_CHARS_MAX);
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
