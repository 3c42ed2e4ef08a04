package io.tillgate.servlet.internal.page;

import io.tillgate.failure.Problem;
import java.util.List;

/**
 * A page that says what is wrong and what to do.
 *
 * @param status the HTTP status
 */
public record ErrorView(int status, String headline, List<Problem> problems) {

    public ErrorView {
        problems = List.copyOf(problems);
    }
}
