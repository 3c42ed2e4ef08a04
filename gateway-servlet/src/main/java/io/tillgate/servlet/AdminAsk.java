package io.tillgate.servlet;

import gg.jte.html.HtmlTemplateOutput;
import io.tillgate.failure.Problem;
import io.tillgate.servlet.internal.page.Shell;
import io.tillgate.servlet.internal.template.JteadminErrorGenerated;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One request of a member of staff, as a section sees it.
 *
 * @param path the decoded segments behind the section's own
 * @param shell what every page for staff shows around its content: give it to the template
 */
record AdminAsk(Ask ask, List<String> path, Shell shell, AdminMessages messages) {

    AdminAsk {
        path = List.copyOf(path);
    }

    StaffMember staff() {
        return shell.staff();
    }

    Query query() {
        return ask.query();
    }

    /** A page of ours, status 200. */
    Answer page(Consumer<HtmlTemplateOutput> template) {
        return page(200, template);
    }

    Answer page(int status, Consumer<HtmlTemplateOutput> template) {
        return Pages.staffPage(status, template);
    }

    /** After an act: sends the browser to a page of ours, which says what was done, once. */
    Answer done(String path, String message) {
        return Answer.empty(303)
                .with("Location", shell.site().url(path))
                .with("Set-Cookie", messages.cookie(staff(), message))
                .notStored();
    }

    /** Says what is wrong and what to do, inside the shell. */
    Answer fault(int status, Problem problem) {
        return fault(status, List.of(problem));
    }

    Answer fault(int status, List<Problem> problems) {
        return switch (ask.accept()) {
            case HTML ->
                page(status, out -> JteadminErrorGenerated.render(out, null, shell, headline(status), problems));
            case JSON -> Faults.json(status, problems);
            case ANY -> Faults.text(status, problems);
        };
    }

    /** No page of the section is at this path. */
    Answer nothingHere() {
        return notFound(new Problem("path", "leads to no page for staff", "start at " + shell.url("/admin/")));
    }

    Answer notFound(Problem problem) {
        return fault(404, problem);
    }

    /** The answer to somebody without this role; empty when they have it. */
    Optional<Answer> lacks(StaffRole role) {
        if (staff().may(role)) {
            return Optional.empty();
        }
        return Optional.of(fault(
                403,
                new Problem(
                        "role",
                        "of " + staff().name() + " does not allow this",
                        "ask somebody with the role " + AdminAuthorizer.containerRole(role))));
    }

    Answer readOnly() {
        return fault(405, new Problem("method", "does not fit this address", "there is nothing to send here"))
                .with("Allow", String.join(", ", Endpoint.READ));
    }

    private static String headline(int status) {
        return switch (status) {
            case 403 -> "Not in your role";
            case 404 -> "There is nothing here";
            case 405 -> "This address is not for that";
            case 409 -> "That is not possible";
            default -> "Something in this is not right";
        };
    }
}
