package io.tillgate.servlet.internal.page;

import io.tillgate.failure.Problem;
import java.util.List;

/**
 * A page that says what is wrong and what to do.
 *
 * @param status the HTTP status
 * @param sentence for buyers, in their language; empty where the problems speak for themselves, to developers and staff
 * @param problems in English, each with field, fault and fix
 */
public record ErrorView(Language language, int status, String headline, String sentence, List<Problem> problems) {

    public ErrorView {
        problems = List.copyOf(problems);
    }
}
