package io.tillgate.desk;

import static java.util.Objects.requireNonNull;

import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Who does something by hand, and why. Kept for ever with what was done.
 *
 * @param request one for each time that a form is shown: sent twice, by a double click or a repeated POST, what it asks for
 *     is done once
 * @param actor the person's login, 1 to 100 characters
 * @param reason 1 to 500 characters
 */
public record StaffAct(UUID request, String actor, String reason) {

    public static final int ACTOR_CHARS_MAX = 100;
    public static final int REASON_CHARS_MAX = 500;

    public StaffAct {
        requireNonNull(request, "request");
        List<Problem> problems = new ArrayList<>();
        check(problems, "actor", actor, ACTOR_CHARS_MAX);
        check(problems, "reason", reason, REASON_CHARS_MAX);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }

    /** An act that no form can repeat. */
    public StaffAct(String actor, String reason) {
        this(UUID.randomUUID(), actor, reason);
    }

    /** The same name however it is typed: two spellings of one login are one person. */
    public static String person(String actor) {
        String plain = Normalizer.normalize(actor, Normalizer.Form.NFKC).strip();
        // Upper case first: some letters meet only there, such as the two lower-case sigmas.
        return plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** Who this is, however the login is typed. */
    public String person() {
        return person(actor);
    }

    private static void check(List<Problem> problems, String field, String text, int charsMax) {
        if (text.isBlank() || text.length() > charsMax || text.indexOf('\0') >= 0) {
            problems.add(new Problem(
                    field, "is empty, too long or holds a null character", "write 1 to " + charsMax + " characters"));
        }
    }
}
