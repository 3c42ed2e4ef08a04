package io.tillgate.servlet;

import io.tillgate.failure.Problem;
import io.tillgate.servlet.internal.page.ErrorView;
import io.tillgate.servlet.internal.page.Language;
import io.tillgate.servlet.internal.page.Phrase;
import io.tillgate.servlet.internal.page.Words;
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

    /**
     * The same to somebody who may be a buyer: a page says it in the buyer's language, and not like a field of a form.
     *
     * @param values what the sentence has places for
     */
    Answer toBuyer(Ask ask, int status, Problem problem, Phrase sentence, String... values) {
        if (ask.accept() != Accept.HTML) {
            return answer(ask.accept(), status, problem);
        }
        Words words = Words.in(ask.language());
        String headline = words.say(headlineToBuyer(status));
        ErrorView view =
                new ErrorView(words.language(), status, headline, words.say(sentence, values), List.of(problem));
        return pages.error(view);
    }

    private static Phrase headlineToBuyer(int status) {
        return switch (status) {
            case 404 -> Phrase.NOTHING_HERE_HEADLINE;
            case 405 -> Phrase.WRONG_USE_HEADLINE;
            case 503 -> Phrase.UNAVAILABLE_HEADLINE;
            default -> Phrase.BROKEN_HEADLINE;
        };
    }

    Answer answer(Accept form, int status, List<Problem> problems) {
        return switch (form) {
            case HTML -> pages.error(new ErrorView(Language.ENGLISH, status, headline(status), "", problems));
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
