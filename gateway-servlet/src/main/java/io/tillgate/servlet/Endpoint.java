package io.tillgate.servlet;

import java.io.IOException;
import java.util.List;

/** One way in. Called by many threads at once. */
interface Endpoint {

    List<String> READ = List.of("GET", "HEAD");

    /** What it is called in logs: never a path, since paths carry tokens. */
    String name();

    /** The methods it answers; the router answers 405 to the rest. */
    default List<String> methods() {
        return READ;
    }

    /** In which form it speaks of errors. */
    default Accept errorForm(Ask ask) {
        return ask.accept();
    }

    /** Whether a browser here is a buyer's: errors are told in the buyer's language. */
    default boolean isForBuyers() {
        return false;
    }

    /**
     * Answers, or returns {@link Answer#LATER} and answers by itself.
     *
     * @throws io.tillgate.failure.InvalidInputException becomes a 422 that lists what is wrong
     */
    Answer answer(Ask ask) throws IOException;
}
