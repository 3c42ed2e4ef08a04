package io.tillgate.internal.checkout;

import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.InvoiceCheckStore;
import io.tillgate.internal.jdbc.ProcessorWatchStore;
import io.tillgate.internal.loop.Loop;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.SweepAnswer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a processor's list of its latest invoices and makes those due whose status changed since they were last looked at.
 * So a payment is noticed within half a minute although no notification gets through. One node sweeps at a time.
 */
final class ChangeSweep {

    /** How often a processor is asked for its list. */
    static final Duration SWEEP_EVERY = Duration.ofSeconds(30);

    /** Invoices that were created before are looked at one by one, which is slower. */
    static final Duration LOOK_BACK = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger(ChangeSweep.class);

    private final PaymentProcessor processor;
    private final Database database;
    private final InstantSource clock;
    private final Runnable onChanges;

    /** @param onChanges run when invoices became due; must be quick */
    ChangeSweep(PaymentProcessor processor, Database database, InstantSource clock, Runnable onChanges) {
        this.processor = processor;
        this.database = database;
        this.clock = clock;
        this.onChanges = onChanges;
    }

    Loop.Next round() throws SQLException {
        Instant now = clock.instant();
        boolean claimed = database.inTransaction(
                connection -> ProcessorWatchStore.claimSweep(connection, processor.id(), now, now.plus(SWEEP_EVERY)));
        if (!claimed) {
            return Loop.Next.AFTER_PAUSE;
        }
        SweepAnswer answer = processor.sweep(now.minus(LOOK_BACK));
        if (answer instanceof SweepAnswer.Unknown unknown) {
            LOG.info("{} did not list its invoices: {}", processor.id(), unknown.reason());
            return Loop.Next.AFTER_PAUSE;
        }
        SweepAnswer.Listed listed = (SweepAnswer.Listed) answer;
        int changed = database.inTransaction(
                connection -> InvoiceCheckStore.changed(connection, processor.id(), listed.lines(), clock.instant()));
        if (changed > 0) {
            onChanges.run();
        }
        return Loop.Next.AFTER_PAUSE;
    }
}
