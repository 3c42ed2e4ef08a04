package io.tillgate;

import java.util.List;

/**
 * Whether this node can do its work, and if not, why.
 *
 * @param ready false when a check that matters fails
 */
public record Health(boolean ready, List<Check> checks) {

    public Health {
        checks = List.copyOf(checks);
    }

    /**
     * One thing that was looked at.
     *
     * @param name such as {@code database}, {@code intake}, {@code rates}
     * @param passed whether it is as it should be
     * @param detail a sentence for the operator, without secrets
     */
    public record Check(String name, boolean passed, String detail) {}
}
