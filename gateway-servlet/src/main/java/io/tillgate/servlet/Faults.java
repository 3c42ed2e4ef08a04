package io.tillgate.servlet;

import io.tillgate.failure.Problem;
import io.tillgate.servlet.internal.page.ErrorView;
import java.util.List;
import java.util.stream.Collectors;

/** Says what is wrong and what to do: as a page to browsers, as JSON to JSON clients, as text to the rest. */
final class Faults {

    private final Pages pages;

    Faults(Pages pages) {
        this.pages = pages;
    }

    Answer answer(Accept form, int status, Problem problem) {
        return answer(form, status, List.of(problem));
    }

    Answer answer(Accept form, int status, List<Problem> problems) {
        return switch (form) {
            case HTML -> pages.error(new ErrorView(status, headline(status), problems));
            case JSON -> json(status, problems);
            case ANY -> text(status, problems);
        };
    }

    static Answer json(int status, List<Problem> problems) {
        return Json.answer(status, Json.errors(problems)).notStored();
    }

    static Answer text(int status, List<Problem> problems) {
        return Answer.text(
                        status, problems.stream().map(problem -> problem + "\n").collect(Collectors.joining()))
                .notStored();
    }

    private static String headline(int status) {
        return switch (status) {
            case 403 -> "This page is for the shop's staff";
            case 404 -> "There is nothing here";
            case 405 -> "This address is not for that";
            case 400, 422 -> "Something in this address is not right";
            case 503 -> "Not possible right now";
            default -> status >= 500 ? "Something broke on our side" : "That did not work";
        };
    }
}
