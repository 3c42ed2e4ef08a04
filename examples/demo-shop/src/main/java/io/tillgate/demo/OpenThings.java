package io.tillgate.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the demo has opened so far. Closing goes backwards, and waits for the thing that is just being opened: a Ctrl-C
 * in the middle of the start leaves nothing behind.
 */
final class OpenThings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenThings.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private volatile boolean stopping;

    /** Opens one more thing; throws {@link StoppedException} when the stop came before. */
    synchronized <T extends AutoCloseable> T open(Callable<T> opening) throws Exception {
        if (stopping) {
            throw new StoppedException();
        }
        try {
            T thing = opening.call();
            opened.push(thing);
            return thing;
        } catch (Exception broken) {
            // Ctrl-C reaches the processes that we start as well: no wonder, then, that the opening failed.
            throw stopping ? new StoppedException() : broken;
        }
    }

    @Override
    public void close() {
        stopping = true;
        closeAll();
    }

    private synchronized void closeAll() {
        while (!opened.isEmpty()) {
            AutoCloseable thing = opened.pop();
            try {
                thing.close();
            } catch (Exception broken) {
                LOG.warn("{} did not close", thing.getClass().getSimpleName(), broken);
            }
        }
    }

    /** Somebody stopped the demo before it had started. */
    static final class StoppedException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
