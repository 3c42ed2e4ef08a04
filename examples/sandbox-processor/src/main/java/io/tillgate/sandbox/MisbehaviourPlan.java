package io.tillgate.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What is still to go wrong, first in, first out. Safe for many threads. */
final class MisbehaviourPlan {
    static final int IPN_COPIES_MAX = 32;
    static final int ENTRIES_MAX = 1_000;

    private final Deque<Misbehaviour> queue = new ArrayDeque<>();
    private int ipnCopies = 1;

    synchronized void add(Misbehaviour misbehaviour) {
        if (queue.size() >= ENTRIES_MAX) {
            throw new IllegalStateException(
                    "more than " + ENTRIES_MAX + " misbehaviours wait: use them up or clear them");
        }
        queue.addLast(misbehaviour);
    }

    synchronized Optional<Misbehaviour> next() {
        Misbehaviour first = queue.pollFirst();
        if (first != null && first.times() > 1) {
            queue.addFirst(first.times(first.times() - 1));
        }
        return Optional.ofNullable(first);
    }

    synchronized List<Misbehaviour> waiting() {
        return List.copyOf(queue);
    }

    synchronized int ipnCopies() {
        return ipnCopies;
    }

    synchronized void ipnCopies(int copies) {
        if (copies < 1 || copies > IPN_COPIES_MAX) {
            throw new IllegalArgumentException("copies is " + copies + ": pass 1 to " + IPN_COPIES_MAX);
        }
        ipnCopies = copies;
    }

    synchronized void clear() {
        queue.clear();
        ipnCopies = 1;
    }
}
