package io.tillgate.servlet;

import io.tillgate.failure.Problem;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens streams of server-sent events and keeps them alive. Their number and the time of each are bounded; a page that gets
 * no stream asks every few seconds instead. One thread serves all of them; it starts with the first. Safe for use by many
 * threads.
 */
final class EventStreams implements AutoCloseable {

    /**
     * @param threadName of the one thread
     * @param listenersMax how many streams there may be at once
     * @param heartbeat how often a stream shows that it is alive
     * @param listenTime after which a stream ends; up to a fifth more, so that those of one moment don't all come back at once
     */
    record Bounds(String threadName, int listenersMax, Duration heartbeat, Duration listenTime) {}

    /** Whoever has something to tell on a stream. */
    interface Listener {

        /** Once, before anything can be written; whatever is sent meanwhile waits. */
        void opened(EventStream stream);

        /** Once, however the stream ended. */
        void closed();
    }

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

    /** How often the thread does its chore. */
    private static final Duration CHORE_EVERY = Duration.ofSeconds(1);

    private static final String RETRY_AFTER_SECONDS = "10";

    /** An event that is larger is written by itself, and a stream that is silent holds no more than this. */
    private static final int BUFFER_BYTES = 256;

    private final Bounds bounds;
    private final Faults faults;
    private final @Nullable Runnable chore;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicBoolean asyncWarned = new AtomicBoolean();
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

    /** Guarded by this; null until somebody listens. */
    private @Nullable ScheduledThreadPoolExecutor worker;

    private boolean stopped;

    EventStreams(Bounds bounds, Faults faults) {
        this(bounds, faults, null);
    }

    /** @param chore what the thread does once a second from the first stream on, besides heartbeats; null for nothing */
    EventStreams(Bounds bounds, Faults faults, @Nullable Runnable chore) {
        this.bounds = bounds;
        this.faults = faults;
        this.chore = chore;
    }

    /** The head of a stream, to which the caller may add: a HEAD is answered with it. */
    static Answer head() {
        return Answer.of(200, "text/event-stream;charset=utf-8", new byte[0])
                .notStored()
                // Some proxies collect a response before they pass it on, unless told so.
                .with("X-Accel-Buffering", "no");
    }

    /** Opens a stream for a listener, or says why there is none. */
    Answer open(Ask ask, Answer head, Listener listener) {
        if (ask.isHead()) {
            return head;
        }
        if (!ask.request().isAsyncSupported()) {
            if (!asyncWarned.getAndSet(true)) {
                LOG.warn(
                        "Pages can't listen for changes: allow async for the Tillgate servlet and each filter before it");
            }
            return full(ask);
        }
        if (open.incrementAndGet() > bounds.listenersMax()) {
            open.decrementAndGet();
            return full(ask);
        }
        EventStream stream;
        try {
            startWorker();
            stream = stream(ask, head, listener);
        } catch (IOException | RuntimeException broken) {
            open.decrementAndGet();
            throw new IllegalStateException("a stream of changes could not be opened", broken);
        }
        start(stream, listener);
        return Answer.LATER;
    }

    private EventStream stream(Ask ask, Answer head, Listener listener) throws IOException {
        AsyncContext async = ask.request().startAsync();
        // The stream ends itself; a container's time-out would cut it in the middle of an event.
        async.setTimeout(0);
        HttpServletResponse response = (HttpServletResponse) async.getResponse();
        head.sendHead(response);
        response.setBufferSize(BUFFER_BYTES);
        long time = bounds.listenTime().toNanos();
        long endsAt = System.nanoTime() + time + ThreadLocalRandom.current().nextLong(time / 5);
        return new EventStream(async, response.getOutputStream(), endsAt, ended -> forget(ended, listener));
    }

    private void start(EventStream stream, Listener listener) {
        streams.add(stream);
        try {
            listener.opened(stream);
            stream.start();
        } catch (RuntimeException broken) {
            stream.abort();
            throw broken;
        }
    }

    private void forget(EventStream stream, Listener listener) {
        streams.remove(stream);
        open.decrementAndGet();
        listener.closed();
    }

    private Answer full(Ask ask) {
        return faults.answer(
                        ask.accept() == Accept.JSON ? Accept.JSON : Accept.ANY,
                        503,
                        new Problem("events", "have no room for one more listener", "ask without a stream, or later"))
                .with("Retry-After", RETRY_AFTER_SECONDS);
    }

    /** Runs a piece of work on the one thread, soon. */
    void execute(Runnable work) {
        ScheduledThreadPoolExecutor running;
        synchronized (this) {
            running = worker;
        }
        try {
            if (running != null) {
                running.execute(guarded(work));
            }
        } catch (RejectedExecutionException stopping) {
            LOG.debug("a change came while the servlet stops", stopping);
        }
    }

    private synchronized void startWorker() {
        if (stopped) {
            throw new IllegalStateException("the servlet is being destroyed");
        }
        if (worker == null) {
            worker = new ScheduledThreadPoolExecutor(1, task -> {
                Thread thread = new Thread(task, bounds.threadName());
                thread.setDaemon(true);
                return thread;
            });
            repeat(worker, bounds.heartbeat(), this::beat);
            if (chore != null) {
                repeat(worker, CHORE_EVERY, chore);
            }
        }
    }

    private static void repeat(ScheduledThreadPoolExecutor worker, Duration every, Runnable work) {
        long millis = every.toMillis();
        // Shutting the worker down ends it.
        ScheduledFuture<?> unused = worker.scheduleWithFixedDelay(guarded(work), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Work that throws would never be scheduled again, and nobody would hear of it. */
    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException bug) {
                LOG.error("telling the listeners failed", bug);
            }
        };
    }

    private void beat() {
        long now = System.nanoTime();
        streams.forEach(stream -> stream.beat(now));
    }

    /** Ends all streams and the thread. */
    @Override
    public void close() {
        ScheduledThreadPoolExecutor running;
        synchronized (this) {
            stopped = true;
            running = worker;
        }
        List.copyOf(streams).forEach(EventStream::abort);
        if (running != null) {
            running.shutdownNow();
        }
    }
}
