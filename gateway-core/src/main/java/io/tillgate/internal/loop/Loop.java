package io.tillgate.internal.loop;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A daemon thread that does a piece of work again and again: after a pause, or at once when woken. A round that fails is
 * logged, and the next one comes after the pause.
 */
public final class Loop implements AutoCloseable {

    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    /** One round; tells whether to start the next one at once, since there is more to do. */
    @FunctionalInterface
    public interface Round {
        Next run() throws Exception;
    }

    /** When the next round comes. */
    public enum Next {
        AT_ONCE,
        AFTER_PAUSE
    }

    private final String name;
    private final Duration pause;
    private final Round round;
    private final Semaphore wakeUps = new Semaphore(0);
    private final LongAdder rounds = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile boolean running;
    private @Nullable Thread thread;

    public Loop(String name, Duration pause, Round round) {
        this.name = name;
        this.pause = pause;
        this.round = round;
    }

    public String name() {
        return name;
    }

    /** How many rounds ended well. */
    public long rounds() {
        return rounds.sum();
    }

    /** How many rounds failed. */
    public long failures() {
        return failures.sum();
    }

    public synchronized void start() {
        running = true;
        Thread started = new Thread(this::run, "tillgate-" + name);
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    /** Starts the next round now, or right after the one that runs. */
    public void wake() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    /** Lets the current round end within some seconds, then interrupts it. */
    @Override
    public synchronized void close() {
        running = false;
        wake();
        Thread ending = thread;
        if (ending == null || ending == Thread.currentThread()) {
            return;
        }
        try {
            ending.join(CLOSE_WAIT.toMillis());
            ending.interrupt();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (running) {
            Next next = Next.AFTER_PAUSE;
            try {
                next = round.run();
                rounds.increment();
            } catch (InterruptedException interrupted) {
                LOG.debug("a round of {} was interrupted", name);
            } catch (SQLException outage) {
                failures.increment();
                LOG.warn("a round of {} failed, the next one comes in {}: {}", name, pause, outage.getMessage());
                LOG.debug("a round of {} failed", name, outage);
            } catch (Exception | Error failure) {
                failures.increment();
                // An Error too: a thread that ended would take its work with it until the application is restarted.
                LOG.error("a round of {} failed, the next one comes in {}", name, pause, failure);
            }
            if (next == Next.AFTER_PAUSE && running) {
                pause();
            }
        }
    }

    private void pause() {
        try {
            if (wakeUps.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                wakeUps.drainPermits();
            }
        } catch (InterruptedException interrupted) {
            // Only closing ends the loop: the interrupt may be a listener's.
            LOG.debug("the pause of {} was interrupted", name);
        }
    }
}
