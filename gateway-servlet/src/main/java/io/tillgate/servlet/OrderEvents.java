package io.tillgate.servlet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.Gateway;
import io.tillgate.failure.Problem;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.servlet.internal.page.Arrival;
import io.tillgate.servlet.internal.page.OrderView;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells open pages of changes, as server-sent events. The number of listeners and the time of each are bounded; a page
 * that gets no stream asks every few seconds instead. One thread serves all streams; it starts with the first of them.
 */
final class OrderEvents implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OrderEvents.class);

    private static final int RECONNECT_MILLIS = 3000;
    private static final String RETRY_AFTER_SECONDS = "10";

    private final Gateway gateway;
    private final ServletSettings settings;
    private final OrderPages orders;
    private final Faults faults;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicBoolean asyncWarned = new AtomicBoolean();
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    /** Guarded by this; null until somebody listens. */
    private @Nullable ScheduledThreadPoolExecutor worker;

    private boolean stopped;

    OrderEvents(Gateway gateway, ServletSettings settings, OrderPages orders, Faults faults) {
        this.gateway = gateway;
        this.settings = settings;
        this.orders = orders;
        this.faults = faults;
    }

    Answer listen(Ask ask, String token) {
        Optional<MerchantOrder> found = orders.find(token);
        if (found.isEmpty()) {
            return orders.notFound(ask);
        }
        MerchantOrder order = found.get();
        boolean live = OrderView.isLive(order, settings.clock().instant());
        if (!live && version(order).equals(ask.header("Last-Event-ID"))) {
            // The one answer that keeps an EventSource from coming back.
            return Answer.empty(204).notStored();
        }
        if (ask.isHead()) {
            return Answer.of(200, "text/event-stream", new byte[0]).notStored();
        }
        if (!ask.request().isAsyncSupported()) {
            if (!asyncWarned.getAndSet(true)) {
                LOG.warn(
                        "Pages can't listen for changes: allow async for the Tillgate servlet and each filter before it");
            }
            return full(ask);
        }
        if (open.incrementAndGet() > settings.pageListenersMax()) {
            open.decrementAndGet();
            return full(ask);
        }
        open(ask, order);
        return Answer.LATER;
    }

    private void open(Ask ask, MerchantOrder order) {
        Listener listener;
        try {
            ScheduledThreadPoolExecutor thread = worker();
            AsyncContext async = ask.request().startAsync();
            // The stream ends itself; a container's time-out would cut it in the middle of an event.
            async.setTimeout(0);
            HttpServletResponse response = (HttpServletResponse) async.getResponse();
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Content-Type-Options", "nosniff");
            // Some proxies collect a response before they pass it on, unless told so.
            response.setHeader("X-Accel-Buffering", "no");
            response.setContentType("text/event-stream");
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            listener = new Listener(order.id(), async, thread);
        } catch (IOException | RuntimeException broken) {
            open.decrementAndGet();
            throw new IllegalStateException("a stream of changes could not be opened", broken);
        }
        try {
            listener.start(order);
        } catch (RuntimeException broken) {
            listener.stream.abort();
            throw broken;
        }
    }

    private Answer full(Ask ask) {
        return faults.answer(
                        ask.accept() == Accept.JSON ? Accept.JSON : Accept.ANY,
                        503,
                        new Problem("events", "have no room for one more listener", "ask for the order again later"))
                .with("Retry-After", RETRY_AFTER_SECONDS);
    }

    private synchronized ScheduledThreadPoolExecutor worker() {
        if (stopped) {
            throw new IllegalStateException("the servlet is being destroyed");
        }
        if (worker == null) {
            worker = new ScheduledThreadPoolExecutor(1, task -> {
                Thread thread = new Thread(task, "tillgate-page-events");
                thread.setDaemon(true);
                return thread;
            });
            worker.setRemoveOnCancelPolicy(true);
        }
        return worker;
    }

    /** Ends all streams and the thread. */
    @Override
    public void close() {
        ScheduledThreadPoolExecutor running;
        synchronized (this) {
            stopped = true;
            running = worker;
        }
        List.copyOf(listeners).forEach(listener -> listener.stream.abort());
        if (running != null) {
            running.shutdownNow();
        }
    }

    private static String version(MerchantOrder order) {
        return Long.toString(order.updatedAt().toEpochMilli());
    }

    private String event(MerchantOrder order, Instant now) {
        ObjectNode json = OrderJson.of(order, Arrival.LINK, now);
        return "retry: " + RECONNECT_MILLIS + "\nid: " + version(order) + "\nevent: order\ndata: "
                + new String(Json.bytes(json), StandardCharsets.UTF_8) + "\n\n";
    }

    /** One page that listens to one order. */
    private final class Listener {
        private final OrderId id;
        private final ScheduledThreadPoolExecutor thread;
        private final EventStream stream;
        private final AtomicBoolean closed = new AtomicBoolean();
        private final AtomicBoolean askedToLook = new AtomicBoolean();

        /** Guarded by this. */
        private @Nullable AutoCloseable watch;

        private @Nullable ScheduledFuture<?> heartbeat;
        private @Nullable ScheduledFuture<?> end;

        /** Set before the worker first looks; only the worker touches it after that. */
        private String lastSent = "";

        Listener(OrderId id, AsyncContext async, ScheduledThreadPoolExecutor thread) throws IOException {
            this.id = id;
            this.thread = thread;
            this.stream = new EventStream(async, async.getResponse().getOutputStream(), this::closed);
        }

        void start(MerchantOrder order) {
            listeners.add(this);
            lastSent = event(order, settings.clock().instant());
            stream.send(lastSent);
            long beat = settings.pageHeartbeat().toMillis();
            synchronized (this) {
                // Watch first, look second: a change in between is seen by one of them.
                watch = gateway.watch(id, this::lookSoon);
                heartbeat = thread.scheduleWithFixedDelay(stream::heartbeat, beat, beat, TimeUnit.MILLISECONDS);
                end = thread.schedule(stream::end, settings.pageListenTime().toMillis(), TimeUnit.MILLISECONDS);
            }
            if (closed.get()) {
                release();
            }
            stream.start();
            lookSoon();
        }

        private void lookSoon() {
            if (!closed.get() && askedToLook.compareAndSet(false, true)) {
                try {
                    thread.execute(this::look);
                } catch (RejectedExecutionException stopping) {
                    LOG.debug("a change came while the servlet stops", stopping);
                }
            }
        }

        private void look() {
            askedToLook.set(false);
            if (closed.get()) {
                return;
            }
            try {
                gateway.order(id).ifPresent(this::tell);
            } catch (RuntimeException storeIsDown) {
                // The page connects again by itself, and its request will tell what is wrong.
                LOG.debug("an order could not be read for its page", storeIsDown);
                stream.abort();
            }
        }

        private void tell(MerchantOrder order) {
            Instant now = settings.clock().instant();
            String event = event(order, now);
            if (!event.equals(lastSent)) {
                lastSent = event;
                stream.send(event);
            }
            if (!OrderView.isLive(order, now)) {
                stream.end();
            }
        }

        private void closed() {
            if (!closed.compareAndSet(false, true)) {
                return;
            }
            listeners.remove(this);
            open.decrementAndGet();
            release();
        }

        private synchronized void release() {
            if (heartbeat != null) {
                heartbeat.cancel(false);
            }
            if (end != null) {
                end.cancel(false);
            }
            try {
                if (watch != null) {
                    watch.close();
                }
            } catch (Exception leftOpen) {
                LOG.warn("the watch of order {} could not be closed", id, leftOpen);
            }
        }
    }
}
