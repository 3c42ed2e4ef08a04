package io.tillgate.sandbox;

import java.util.List;
import java.util.TreeSet;

/** What the API key may do. All of it, unless somebody takes a right away. Safe for many threads. */
final class AccountRights {
    static final List<String> ALL = List.of("deposit", "get_info", "merchant", "trade", "withdraw");

    private final TreeSet<String> rights = new TreeSet<>(ALL);

    synchronized List<String> list() {
        return List.copyOf(rights);
    }

    synchronized void take(String right) {
        if (!rights.remove(right)) {
            throw new IllegalArgumentException("the key has no right " + right + ": it has " + rights);
        }
    }

    /** Refuses as the wire would; the words and the token are ours. */
    void require(String right) throws OrderTerms.Refused {
        if (!list().contains(right)) {
            throw new OrderTerms.Refused(
                    new WireError("This API key has no right \"" + right + "\": use one that has it", "missing_right"));
        }
    }
}
