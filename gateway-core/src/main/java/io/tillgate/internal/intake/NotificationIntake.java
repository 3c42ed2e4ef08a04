package io.tillgate.internal.intake;

import static java.util.Objects.requireNonNull;

import io.tillgate.internal.jdbc.Database;
import io.tillgate.notification.IntakeResult;
import io.tillgate.notification.NotificationOutcome;
import io.tillgate.notification.NotificationService;
import io.tillgate.processor.IncomingNotification;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.ProcessorId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hot path. A request thread verifies and queues; a writer takes whatever has queued up, applies it in one
 * transaction, commits, and only then lets every waiting request be answered. While one writer waits for its commit the
 * other fills the next batch; both lock orders in the same sequence. A lone notification costs one commit, a
 * flood shares commits. A batch that fails is tried again one by one, so that a poisonous row harms nobody else.
 */
public final class NotificationIntake implements NotificationService, AutoCloseable {

    /** How many may wait; more are sent away with 503 at once. */
    public static final int QUEUED_MAX = 4096;

    /** How many share a commit at most. */
    public static final int BATCH_MAX = 512;

    /** Two keep Postgres busy where one leaves it waiting; each holds one connection while it writes. */
    public static final int WRITERS = 2;

    private static final Duration IDLE_WAIT = Duration.ofMillis(200);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(NotificationIntake.class);

    private final Map<ProcessorId, PaymentProcessor> processors;
    private final ProcessorId defaultProcessor;
    private final Database database;
    private final Verifier verifier;
    private final Applier applier;
    private final RefusalLog refusals;
    private final InstantSource clock;
    private final Runnable onHints;
    private final Map<NotificationOutcome, LongAdder> outcomes = new EnumMap<>(NotificationOutcome.class);
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(QUEUED_MAX);
    private volatile boolean running;
    private final List<Thread> writers = new ArrayList<>(WRITERS);

    NotificationIntake(
            Map<ProcessorId, PaymentProcessor> processors,
            ProcessorId defaultProcessor,
            Database database,
            Verifier verifier,
            Applier applier,
            RefusalLog refusals,
            InstantSource clock,
            Runnable onHints) {
        for (NotificationOutcome outcome : NotificationOutcome.values()) {
            outcomes.put(outcome, new LongAdder());
        }
        this.onHints = onHints;
        this.processors = processors;
        this.defaultProcessor = defaultProcessor;
        this.database = database;
        this.verifier = verifier;
        this.applier = applier;
        this.refusals = refusals;
        this.clock = clock;
    }

    @Override
    public ProcessorId defaultProcessor() {
        return defaultProcessor;
    }

    @Override
    public Optional<ProcessorId> processor(String name) {
        return processors.keySet().stream()
                .filter(id -> id.value().equals(name))
                .findFirst();
    }

    @Override
    public CompletionStage<IntakeResult> receive(ProcessorId processor, Map<String, String> headers, byte[] body) {
        return receive(new IncomingNotification(processor, headers, body, clock.instant()));
    }

    @Override
    public CompletionStage<IntakeResult> receive(IncomingNotification notification) {
        PaymentProcessor processor = processors.get(notification.processor());
        if (processor == null) {
            throw new IllegalArgumentException("no processor " + notification.processor() + " is configured");
        }
        if (notification.body().length > BODY_BYTES_MAX) {
            throw new IllegalArgumentException("a body of more than " + BODY_BYTES_MAX + " bytes is not to be read");
        }
        Verifier.Outcome outcome = verifier.verify(processor, notification);
        if (outcome instanceof Verifier.Outcome.Rejected rejected) {
            refusals.refused(notification, rejected.reason());
            return CompletableFuture.completedFuture(new IntakeResult.Refused(rejected.reason()));
        }
        Waiting waiting = new Waiting(
                ((Verifier.Outcome.Accepted) outcome).believed(),
                processor.acknowledgement(),
                new CompletableFuture<>());
        if (!running) {
            return CompletableFuture.completedFuture(new IntakeResult.TryAgain("the gateway is not running"));
        }
        if (!queue.offer(waiting)) {
            return CompletableFuture.completedFuture(new IntakeResult.TryAgain("too many notifications are waiting"));
        }
        if (!running) {
            // Stopped in between: the writer may have looked into the queue for the last time.
            failWaiting();
        }
        return waiting.result();
    }

    /** Whether notifications are taken in. */
    public boolean isRunning() {
        return running;
    }

    /** How many notifications wait to be written. */
    public int waiting() {
        return queue.size();
    }

    public void start() {
        running = true;
        for (int i = 1; i <= WRITERS; i++) {
            Thread thread = new Thread(this::writeUntilStopped, "tillgate-intake-" + i);
            thread.setDaemon(true);
            writers.add(thread);
            thread.start();
        }
    }

    /** Takes no more, writes what waits, ends the writers. */
    @Override
    public void close() {
        running = false;
        for (Thread thread : writers) {
            try {
                thread.join(CLOSE_WAIT.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            thread.interrupt();
        }
        failWaiting();
    }

    private void writeUntilStopped() {
        List<Waiting> batch = new ArrayList<>(BATCH_MAX);
        while (running || !queue.isEmpty()) {
            try {
                Waiting first = queue.poll(IDLE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH_MAX - 1);
                    write(batch);
                }
                refusals.storeWaiting();
            } catch (InterruptedException interrupted) {
                return;
            } catch (RuntimeException | Error bug) {
                LOG.error("the intake failed on {} notifications", batch.size(), bug);
                batch.forEach(waiting -> waiting.tryAgain("an internal error"));
            } finally {
                batch.clear();
            }
        }
    }

    private void write(List<Waiting> batch) {
        try {
            commit(batch);
            batch.forEach(Waiting::stored);
            if (batch.stream().anyMatch(waiting -> waiting.believed().isHint())) {
                onHints.run();
            }
        } catch (SQLException | RuntimeException failure) {
            if (batch.size() == 1 || isOutage(failure)) {
                LOG.warn(
                        "{} notifications were not stored, their processor sends them again: {}",
                        batch.size(),
                        failure.getMessage());
                batch.forEach(waiting -> waiting.tryAgain("the store is not available"));
                return;
            }
            LOG.warn("a batch of {} failed, writing one by one: {}", batch.size(), failure.getMessage());
            for (Waiting waiting : batch) {
                write(List.of(waiting));
            }
        }
    }

    private void commit(List<Waiting> batch) throws SQLException {
        List<Believed> believed = batch.stream().map(Waiting::believed).toList();
        database.inTransaction(connection -> applier.applyAndStore(connection, believed))
                .forEach(outcome -> count(outcome).increment());
    }

    /** How many came to this on this node since it started; one that came twice counts twice. */
    public long came(NotificationOutcome outcome) {
        return outcome == NotificationOutcome.REFUSED
                ? refusals.count()
                : count(outcome).sum();
    }

    private LongAdder count(NotificationOutcome outcome) {
        return requireNonNull(outcomes.get(outcome), "there is one of each");
    }

    /** Connection, resource and shutdown classes of SQLSTATE: trying each row by itself would only take longer. */
    private static boolean isOutage(Exception failure) {
        if (!(failure instanceof SQLException sql)) {
            return false;
        }
        String state = sql.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("53") || state.startsWith("57");
    }

    private void failWaiting() {
        List<Waiting> left = new ArrayList<>();
        queue.drainTo(left);
        left.forEach(waiting -> waiting.tryAgain("the gateway is stopping"));
    }

    /** A notification whose request waits for the commit. */
    private record Waiting(Believed believed, String acknowledgement, CompletableFuture<IntakeResult> result) {

        void stored() {
            result.complete(new IntakeResult.Stored(acknowledgement));
        }

        void tryAgain(String reason) {
            result.complete(new IntakeResult.TryAgain(reason));
        }
    }
}
