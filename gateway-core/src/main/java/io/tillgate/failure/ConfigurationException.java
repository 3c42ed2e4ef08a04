package io.tillgate.failure;

import java.util.List;

/** Thrown at start when the configuration can't work. Lists every problem at once, so that one restart is enough. */
public final class ConfigurationException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public ConfigurationException(List<Problem> problems) {
        super(describe(problems));
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong, at least one entry. */
    public List<Problem> problems() {
        return problems;
    }

    private static String describe(List<Problem> problems) {
        StringBuilder text = new StringBuilder("Tillgate does not start, " + problems.size() + " problem(s):");
        problems.forEach(problem -> text.append("\n  - ").append(problem));
        return text.toString();
    }
}
