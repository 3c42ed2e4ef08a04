package io.tillgate.internal.intake;

import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.NotificationStore;
import io.tillgate.internal.jdbc.NotificationStore.NewNotification;
import io.tillgate.internal.jdbc.NotificationStore.RawBody;
import io.tillgate.notification.NotificationOutcome;
import io.tillgate.processor.IncomingNotification;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records attempts that were not believed, so that staff see them, without letting whoever makes them fill the disk or
 * hold anybody up: so many a minute and so many bytes each are kept, the rest is only counted.
 */
final class RefusalLog {

    static final int RECORDED_PER_MINUTE_MAX = 60;
    static final int KEPT_BYTES_MAX = 2048;

    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

    private final Database database;
    private final Uuid7 ids;
    private final BlockingQueue<NewNotification> waiting = new ArrayBlockingQueue<>(RECORDED_PER_MINUTE_MAX);
    private final AtomicLong refused = new AtomicLong();
    private long minute;
    private int recordedInMinute;

    RefusalLog(Database database, Uuid7 ids) {
        this.database = database;
        this.ids = ids;
    }

    /** Takes note; never blocks. */
    void refused(IncomingNotification notification, String reason) {
        refused.incrementAndGet();
        if (!mayRecord(notification.receivedAt().getEpochSecond() / 60)) {
            return;
        }
        byte[] body = notification.body();
        byte[] kept = body.length > KEPT_BYTES_MAX ? Arrays.copyOf(body, KEPT_BYTES_MAX) : body;
        waiting.offer(new NewNotification(
                ids.next(),
                notification.processor(),
                null,
                null,
                "refused",
                NotificationOutcome.REFUSED,
                reason,
                null,
                new RawBody(kept),
                notification.receivedAt()));
    }

    /** Stores one attempt that waits, if there is one. Called by a thread that may use the database. */
    void storeWaiting() {
        java.util.List<NewNotification> rows = new java.util.ArrayList<>();
        waiting.drainTo(rows);
        if (rows.isEmpty()) {
            return;
        }
        try {
            database.inTransaction(connection -> {
                NotificationStore.insert(connection, rows);
                return rows.size();
            });
        } catch (SQLException failure) {
            LOG.warn("{} refused notifications could not be recorded: {}", rows.size(), failure.getMessage());
        }
    }

    /** How many were refused since the start. */
    long count() {
        return refused.get();
    }

    private synchronized boolean mayRecord(long nowMinute) {
        if (nowMinute != minute) {
            minute = nowMinute;
            recordedInMinute = 0;
        }
        return recordedInMinute++ < RECORDED_PER_MINUTE_MAX;
    }
}
