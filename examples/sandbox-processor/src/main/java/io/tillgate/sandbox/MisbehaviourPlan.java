package io.tillgate.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is still to go wrong, first in, first out for each call of the wire. Safe for many threads. */
final class MisbehaviourPlan {
    static final int IPN_COPIES_MAX = 32;
    static final int ENTRIES_MAX = 1_000;

    private final Map<WireCall, Deque<Misbehaviour>> queues = new EnumMap<>(WireCall.class);
    private int ipnCopies = 1;

    synchronized void add(WireCall call, Misbehaviour misbehaviour) {
        Deque<Misbehaviour> queue = queue(call);
        if (queue.size() >= ENTRIES_MAX) {
            throw new IllegalStateException(
                    "more than " + ENTRIES_MAX + " misbehaviours wait: use them up or clear them");
        }
        queue.addLast(misbehaviour);
    }

    synchronized Optional<Misbehaviour> next(WireCall call) {
        Deque<Misbehaviour> queue = queue(call);
        Misbehaviour first = queue.pollFirst();
        if (first != null && first.times() > 1) {
            queue.addFirst(first.times(first.times() - 1));
        }
        return Optional.ofNullable(first);
    }

    synchronized List<Misbehaviour> waiting(WireCall call) {
        return List.copyOf(queue(call));
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
        queues.clear();
        ipnCopies = 1;
    }

    private Deque<Misbehaviour> queue(WireCall call) {
        return queues.computeIfAbsent(call, unused -> new ArrayDeque<>());
    }
}
