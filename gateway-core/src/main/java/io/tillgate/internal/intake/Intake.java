package io.tillgate.internal.intake;

import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.OrderLedger;
import io.tillgate.order.OrderTokens;
import io.tillgate.order.OrderTransitions;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.ProcessorId;
import io.tillgate.rate.RateService;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the parts of the intake together: the hot path, and the matching of what came too early. */
public record Intake(NotificationIntake notifications, ParkedMatcher parked) {

    /**
     * Makes the intake of these processors.
     *
     * @param onHints run after each commit that stored a hint; must be quick
     */
    public static Intake of(
            List<PaymentProcessor> processors,
            Database database,
            OrderTokens tokens,
            OrderTransitions transitions,
            OrderLedger ledger,
            RateService rates,
            Uuid7 ids,
            InstantSource clock,
            Runnable onHints) {
        Map<ProcessorId, PaymentProcessor> byId = new LinkedHashMap<>();
        processors.forEach(processor -> byId.put(processor.id(), processor));
        Verifier verifier = new Verifier(tokens, ids);
        Applier applier = new Applier(transitions, ledger, new LateDrift(rates), new SignatureText(byId), ids, clock);
        RefusalLog refusals = new RefusalLog(database, ids);
        return new Intake(
                new NotificationIntake(
                        byId, processors.get(0).id(), database, verifier, applier, refusals, clock, onHints),
                new ParkedMatcher(byId, database, verifier, applier));
    }
}
