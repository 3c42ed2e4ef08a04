package io.tillgate.internal.checkout;

import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.intake.LateDrift;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.InvoiceCheckStore;
import io.tillgate.internal.jdbc.OrderLedger;
import io.tillgate.internal.loop.Loop;
import io.tillgate.order.OrderTransitions;
import io.tillgate.processor.Capability;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.ProcessorId;
import io.tillgate.rate.RateService;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loops that ask processors, each processor by loops of its own, so that a slow one holds up no other. */
public final class InvoiceWatch {

    /** Look-ups of one processor at the same time, on one node. */
    static final int LOOKERS = 3;

    private static final Duration RESOLVER_PAUSE = Duration.ofSeconds(1);
    private static final Duration ABANDONED_PAUSE = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(InvoiceWatch.class);

    private final List<Loop> resolvers = new ArrayList<>();
    private final List<Loop> others = new ArrayList<>();

    public InvoiceWatch(
            List<PaymentProcessor> processors,
            Database database,
            InvoiceCall call,
            OrderTransitions transitions,
            OrderLedger ledger,
            RateService rates,
            Duration monitoring,
            Uuid7 ids,
            InstantSource clock) {
        SightRecorder recorder = new SightRecorder(database, transitions, ledger, new LateDrift(rates), ids, clock);
        LookPace pace = new LookPace(monitoring);
        for (PaymentProcessor processor : processors) {
            InvoiceResolver resolver = new InvoiceResolver(processor, database, call, recorder, pace, ids, clock);
            boolean canBeAsked = processor.capabilities().contains(Capability.LOOK_UP);
            for (int i = 1; i <= (canBeAsked ? LOOKERS : 1); i++) {
                resolvers.add(new Loop("resolver-" + processor.id() + "-" + i, RESOLVER_PAUSE, resolver::round));
            }
            if (processor.capabilities().contains(Capability.LIST_CHANGES)) {
                ChangeSweep sweep = new ChangeSweep(processor, database, clock, this::wake);
                others.add(new Loop("sweep-" + processor.id(), RESOLVER_PAUSE, sweep::round));
            }
        }
        List<ProcessorId> configured =
                processors.stream().map(PaymentProcessor::id).toList();
        others.add(new Loop("abandoned", ABANDONED_PAUSE, () -> tellOfAbandoned(database, configured, clock)));
    }

    public List<Loop> loops() {
        List<Loop> all = new ArrayList<>(resolvers);
        all.addAll(others);
        return all;
    }

    /** Looks at what is due now, rather than after the pause. */
    public void wake() {
        resolvers.forEach(Loop::wake);
    }

    private static Loop.Next tellOfAbandoned(Database database, List<ProcessorId> configured, InstantSource clock)
            throws SQLException {
        List<String> abandoned = database.inTransaction(
                connection -> InvoiceCheckStore.abandoned(connection, configured, clock.instant()));
        if (!abandoned.isEmpty()) {
            LOG.warn("orders wait for processors that are not configured any more: {}", abandoned);
        }
        return Loop.Next.AFTER_PAUSE;
    }
}
