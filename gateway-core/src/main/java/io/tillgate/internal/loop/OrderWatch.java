package io.tillgate.internal.loop;

import io.tillgate.order.OrderId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who in this JVM wants to hear of which order. Safe for use by many threads. */
public final class OrderWatch {

    private static final Logger LOG = LoggerFactory.getLogger(OrderWatch.class);

    private final Map<OrderId, List<Runnable>> listeners = new ConcurrentHashMap<>();
    private final List<Runnable> everyOrder = new CopyOnWriteArrayList<>();

    /** Ends a subscription; closing it never fails. */
    public interface Handle extends AutoCloseable {
        @Override
        void close();
    }

    /** Runs the listener after each change of the order; closing the handle stops it. */
    public Handle watch(OrderId id, Runnable listener) {
        listeners.compute(id, (key, known) -> {
            List<Runnable> list = known == null ? new CopyOnWriteArrayList<>() : known;
            list.add(listener);
            return list;
        });
        return () -> listeners.computeIfPresent(id, (key, known) -> {
            known.remove(listener);
            return known.isEmpty() ? null : known;
        });
    }

    /** Runs the listener after every change of any order. */
    public void watchAll(Runnable listener) {
        everyOrder.add(listener);
    }

    /** Tells the listeners of these orders. */
    public void changed(Collection<OrderId> ids) {
        everyOrder.forEach(OrderWatch::run);
        for (OrderId id : ids) {
            listeners.getOrDefault(id, List.of()).forEach(OrderWatch::run);
        }
    }

    /** Tells everybody: announcements may have been missed, or there were too many to list. */
    public void anyMayHaveChanged() {
        everyOrder.forEach(OrderWatch::run);
        listeners.values().forEach(list -> list.forEach(OrderWatch::run));
    }

    private static void run(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException bug) {
            LOG.error("a listener of an order failed", bug);
        }
    }
}
