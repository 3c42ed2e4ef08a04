package io.tillgate.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open connection of server-sent events. Writing never blocks: what a slow client has not taken yet is replaced by
 * what is true now, so it holds one event at most. Safe for use by many threads.
 */
final class EventStream implements WriteListener, AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    /** When a browser comes back: within a span, so that those who lost a server don't all return in one moment. */
    private static final int RECONNECT_MILLIS_MIN = 3000;

    private static final int RECONNECT_MILLIS_MAX = 6000;

    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final long endsAt;
    private final Consumer<EventStream> onClosed;

    /** All from here on is guarded by this. */
    private byte @Nullable [] event;

    private boolean opening = true;
    private boolean heartbeat;
    private boolean ending;

    /** Until the container says otherwise: before its first call nothing may be written. */
    private boolean containerIsBusy = true;

    private boolean unflushed;
    private boolean closed;

    /** @param endsAt when the stream ends by itself, on the clock of {@link System#nanoTime} */
    EventStream(AsyncContext async, ServletOutputStream out, long endsAt, Consumer<EventStream> onClosed) {
        this.async = async;
        this.out = out;
        this.endsAt = endsAt;
        this.onClosed = onClosed;
    }

    void start() {
        async.addListener(this);
        out.setWriteListener(this);
    }

    /** An event in the form of the wire, its data on one line. */
    static byte[] event(String name, byte[] data) {
        return join("event: " + name + "\ndata: ", data);
    }

    /** An event that the client names by its id when it comes back. */
    static byte[] event(String name, String id, byte[] data) {
        return join("id: " + id + "\nevent: " + name + "\ndata: ", data);
    }

    private static byte[] join(String head, byte[] data) {
        byte[] start = head.getBytes(StandardCharsets.UTF_8);
        byte[] event = Arrays.copyOf(start, start.length + data.length + 2);
        System.arraycopy(data, 0, event, start.length, data.length);
        event[event.length - 2] = '\n';
        event[event.length - 1] = '\n';
        return event;
    }

    /** Sends an event; takes the place of one that still waits. Keeps the array and leaves it as it is. */
    synchronized void send(byte[] newEvent) {
        event = newEvent;
        pump();
    }

    /** Shows the client that we live, finds out whether it does, and ends the stream when its time is over. */
    synchronized void beat(long now) {
        heartbeat = true;
        ending |= now - endsAt > 0;
        pump();
    }

    /** Ends the stream once all is written. */
    synchronized void end() {
        ending = true;
        pump();
    }

    /** Ends the stream now. */
    void abort() {
        close();
    }

    @Override
    public synchronized void onWritePossible() {
        containerIsBusy = false;
        pump();
    }

    @Override
    public void onError(Throwable clientIsGone) {
        LOG.debug("a page stopped listening", clientIsGone);
        close();
    }

    private synchronized void pump() {
        try {
            while (!closed && !containerIsBusy) {
                if (!out.isReady()) {
                    containerIsBusy = true;
                } else if (unflushed) {
                    unflushed = false;
                    out.flush();
                } else if (opening) {
                    write(opening());
                    opening = false;
                } else if (event != null) {
                    write(event);
                    event = null;
                    heartbeat = false;
                } else if (heartbeat) {
                    write(HEARTBEAT);
                    heartbeat = false;
                } else if (ending) {
                    close();
                } else {
                    return;
                }
            }
        } catch (IOException | IllegalStateException clientIsGone) {
            onError(clientIsGone);
        }
    }

    private static byte[] opening() {
        int millis = ThreadLocalRandom.current().nextInt(RECONNECT_MILLIS_MIN, RECONNECT_MILLIS_MAX);
        return ("retry: " + millis + "\n\n").getBytes(StandardCharsets.US_ASCII);
    }

    private void write(byte[] bytes) throws IOException {
        unflushed = true;
        out.write(bytes);
    }

    private void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        onClosed.accept(this);
        try {
            async.complete();
        } catch (IllegalStateException endedByTheContainer) {
            LOG.debug("a stream had ended before", endedByTheContainer);
        }
    }

    @Override
    public void onComplete(AsyncEvent asyncEvent) {
        close();
    }

    @Override
    public void onTimeout(AsyncEvent asyncEvent) {
        close();
    }

    @Override
    public void onError(AsyncEvent asyncEvent) {
        close();
    }

    @Override
    public void onStartAsync(AsyncEvent asyncEvent) {
        // Nobody dispatches this request again.
    }
}
