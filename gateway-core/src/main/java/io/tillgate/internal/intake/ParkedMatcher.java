package io.tillgate.internal.intake;

import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.ParkedStore;
import io.tillgate.internal.jdbc.ParkedStore.Parked;
import io.tillgate.notification.NotificationOutcome;
import io.tillgate.processor.IncomingNotification;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.ProcessorId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the orders of notifications that came before their order was known. Run when an invoice becomes known, and by the
 * janitor for whatever was missed. A parked notification passes the same verification again.
 */
public final class ParkedMatcher {

    private static final int PARKED_MAX = 100;
    private static final Logger LOG = LoggerFactory.getLogger(ParkedMatcher.class);

    private final Map<ProcessorId, PaymentProcessor> processors;
    private final Database database;
    private final Verifier verifier;
    private final Applier applier;

    ParkedMatcher(
            Map<ProcessorId, PaymentProcessor> processors, Database database, Verifier verifier, Applier applier) {
        this.processors = processors;
        this.database = database;
        this.verifier = verifier;
        this.applier = applier;
    }

    /** Matches what waits for one invoice. */
    public int matchInvoice(ProcessorId processor, String invoiceId) throws SQLException {
        return database.inTransaction(connection ->
                apply(connection, ParkedStore.lockByInvoice(connection, processor, invoiceId, PARKED_MAX)));
    }

    /** Matches whatever waits for an invoice or order that is known by now; gives how many found theirs. */
    public int matchAll() throws SQLException {
        return database.inTransaction(
                connection -> apply(connection, ParkedStore.lockMatchable(connection, PARKED_MAX)));
    }

    /** Looks at one again that is parked or under review; true when it found its order now. */
    public boolean replay(Connection connection, UUID notification) throws SQLException {
        return apply(connection, ParkedStore.lockById(connection, notification)) > 0;
    }

    private int apply(Connection connection, List<Parked> parked) throws SQLException {
        List<Believed> believed = new ArrayList<>(parked.size());
        for (Parked one : parked) {
            PaymentProcessor processor = processors.get(one.processor());
            if (processor == null) {
                continue;
            }
            IncomingNotification notification = new IncomingNotification(
                    one.processor(), SignatureText.read(one.signature()), one.body(), one.receivedAt());
            Verifier.Outcome outcome = verifier.verify(processor, notification);
            if (outcome instanceof Verifier.Outcome.Accepted accepted) {
                believed.add(accepted.believed().withId(one.id()));
            } else {
                LOG.warn("parked notification {} is not believed any more", one.id());
            }
        }
        if (believed.isEmpty()) {
            return 0;
        }
        int matched = 0;
        for (Applier.Applied applied : applier.apply(connection, believed)) {
            if (applied.outcome() != NotificationOutcome.PARKED) {
                ParkedStore.resolve(
                        connection, applied.believed().id(), applied.order(), applied.outcome(), applied.detail());
                matched++;
            }
        }
        return matched;
    }
}
