package io.tillgate.failure;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown when a caller handed over values that can't be right. Nothing was changed; every problem is listed. */
public final class InvalidInputException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidInputException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    public InvalidInputException(String field, String fault, String fix) {
        this(List.of(new Problem(field, fault, fix)));
    }

    /** Everything that is wrong, at least one entry. */
    public List<Problem> problems() {
        return problems;
    }
}
