package io.tillgate.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open connection of server-sent events. Writing never blocks: what a slow client has not taken yet is replaced by
 * what is true now, so it holds one event at most. Safe for use by many threads.
 */
final class EventStream implements WriteListener, AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final Runnable onClosed;

    /** The next three and the last two are guarded by this. */
    private @Nullable String event;

    private boolean heartbeat;
    private boolean ending;

    /** Until the container says otherwise: before its first call nothing may be written. */
    private boolean containerIsBusy = true;

    private boolean unflushed;
    private boolean closed;

    EventStream(AsyncContext async, ServletOutputStream out, Runnable onClosed) {
        this.async = async;
        this.out = out;
        this.onClosed = onClosed;
    }

    void start() {
        async.addListener(this);
        out.setWriteListener(this);
    }

    /** Sends an event in the form of the wire; takes the place of one that still waits. */
    synchronized void send(String eventText) {
        event = eventText;
        pump();
    }

    synchronized void heartbeat() {
        heartbeat = true;
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
                } else if (event != null) {
                    write(event.getBytes(StandardCharsets.UTF_8));
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
        onClosed.run();
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
