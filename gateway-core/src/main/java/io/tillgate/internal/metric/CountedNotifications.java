package io.tillgate.internal.metric;

import io.tillgate.notification.IntakeResult;
import io.tillgate.notification.NotificationService;
import io.tillgate.processor.IncomingNotification;
import io.tillgate.processor.ProcessorId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;

/** Counts what becomes of notifications on this node, and how long each waits for its answer. */
public final class CountedNotifications implements NotificationService {

    private static final List<Duration> BOUNDS = List.of(
            Duration.ofMillis(2),
            Duration.ofMillis(5),
            Duration.ofMillis(10),
            Duration.ofMillis(25),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20));

    private final NotificationService counted;
    private final LongAdder stored = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder sentAway = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    /** One for each bound, and one for what took longer than the last. */
    private final LongAdder[] buckets = new LongAdder[BOUNDS.size() + 1];

    public CountedNotifications(NotificationService counted) {
        this.counted = counted;
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new LongAdder();
        }
    }

    @Override
    public ProcessorId defaultProcessor() {
        return counted.defaultProcessor();
    }

    @Override
    public Optional<ProcessorId> processor(String name) {
        return counted.processor(name);
    }

    @Override
    public CompletionStage<IntakeResult> receive(ProcessorId processor, Map<String, String> headers, byte[] body) {
        return watched(System.nanoTime(), counted.receive(processor, headers, body));
    }

    @Override
    public CompletionStage<IntakeResult> receive(IncomingNotification notification) {
        return watched(System.nanoTime(), counted.receive(notification));
    }

    /** Appends what was counted. */
    public void writeTo(MetricText text) {
        text.counter("tillgate_notifications_total", "Notifications that came to this node, by what was answered.")
                .value(Map.of("result", "stored"), stored.sum())
                .value(Map.of("result", "refused"), refused.sum())
                .value(Map.of("result", "try_again"), sentAway.sum());
        text.histogram("tillgate_notification_seconds", "Time from a notification's last byte to its commit.");
        long count = 0;
        for (int i = 0; i < BOUNDS.size(); i++) {
            count += buckets[i].sum();
            String bound = MetricText.seconds(BOUNDS.get(i).toNanos());
            text.sample("_bucket", Map.of("le", bound), Long.toString(count));
        }
        count += buckets[BOUNDS.size()].sum();
        text.sample("_bucket", Map.of("le", "+Inf"), Long.toString(count));
        text.sample("_sum", Map.of(), MetricText.seconds(nanos.sum()));
        text.sample("_count", Map.of(), Long.toString(count));
    }

    /** The caller gets the stage itself: what hangs on it runs as soon as without counting. */
    private CompletionStage<IntakeResult> watched(long began, CompletionStage<IntakeResult> stage) {
        Object unused = stage.whenComplete((result, failure) -> count(began, result));
        return stage;
    }

    private void count(long began, IntakeResult result) {
        if (result instanceof IntakeResult.Stored) {
            stored.increment();
            long took = System.nanoTime() - began;
            nanos.add(took);
            int i = 0;
            while (i < BOUNDS.size() && took > BOUNDS.get(i).toNanos()) {
                i++;
            }
            buckets[i].increment();
        } else if (result instanceof IntakeResult.Refused) {
            refused.increment();
        } else {
            sentAway.increment();
        }
    }
}
