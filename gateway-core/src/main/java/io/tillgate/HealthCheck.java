package io.tillgate;

import io.tillgate.Health.Check;
import io.tillgate.failure.GatewayException;
import io.tillgate.internal.intake.NotificationIntake;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.ProcessorWatchStore;
import io.tillgate.internal.jdbc.ProcessorWatchStore.Hearing;
import io.tillgate.internal.jdbc.SchemaCheck;
import io.tillgate.internal.node.NodeService;
import io.tillgate.processor.Capability;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.ProcessorId;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.RateService;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at what a node needs to do its work. */
final class HealthCheck {

    private HealthCheck() {}

    /** What does not make a node unready: no other node would do better, and notifications still come in. */
    static final String HEARING = "notifications-";

    /** What its bitcoin node said last, by whichever of our nodes asked it. */
    static final String CHAIN = "chain-";

    static Health of(
            Database database,
            NotificationIntake intake,
            RateService rates,
            List<PaymentProcessor> processors,
            List<NodeService> nodes) {
        List<Check> checks = new ArrayList<>();
        checks.add(SchemaCheck.problem(database)
                .map(problem -> new Check("database", false, problem.toString()))
                .orElse(new Check("database", true, "answers and has our schema")));
        checks.add(intake(intake));
        checks.add(rates(rates));
        nodes.forEach(node -> checks.add(node(node)));
        for (PaymentProcessor processor : processors) {
            Set<Capability> can = processor.capabilities();
            if (can.contains(Capability.SIGNED_NOTIFICATIONS) && can.contains(Capability.LOOK_UP)) {
                checks.add(hearing(database, processor.id()));
            }
        }
        // Without a price nothing can be sold in fiat, but notifications still come in: not a reason to be taken out.
        boolean ready = checks.stream()
                .allMatch(check -> check.passed()
                        || check.name().equals("rates")
                        || check.name().startsWith(HEARING)
                        || check.name().startsWith(CHAIN));
        return new Health(ready, checks);
    }

    private static Check intake(NotificationIntake intake) {
        int waiting = intake.waiting();
        boolean passed = intake.isRunning() && waiting < NotificationIntake.QUEUED_MAX;
        String state = intake.isRunning() ? "runs" : "does not run: start the gateway";
        return new Check(
                "intake", passed, state + ", " + waiting + " of " + NotificationIntake.QUEUED_MAX + " waiting");
    }

    private static Check node(NodeService node) {
        String name = CHAIN + node.id();
        try {
            NodeService.State state = node.state();
            return new Check(name, state.isWell(), state.detail());
        } catch (GatewayException unreachable) {
            return new Check(name, false, "not known while the database can't be read");
        }
    }

    /** Payments that only asking brought to light mean that notifications don't get through. */
    private static Check hearing(Database database, ProcessorId processor) {
        String name = HEARING + processor;
        try {
            Hearing hearing = database.inTransaction(connection -> ProcessorWatchStore.hearing(connection, processor));
            Instant last = hearing.lastHintAt();
            String heard = last == null ? "none came yet" : "the last one came at " + last;
            if (hearing.foundByAsking() == 0) {
                return new Check(name, true, heard);
            }
            return new Check(
                    name,
                    false,
                    heard + ", and asking alone has brought news " + hearing.foundByAsking()
                            + " times since: check the webhook, its secret, and what is between the processor and /ipn/"
                            + processor);
        } catch (SQLException outage) {
            return new Check(name, false, "can't be told, the database does not answer");
        }
    }

    private static Check rates(RateService rates) {
        List<String> missing = new ArrayList<>();
        List<String> weak = new ArrayList<>();
        for (CurrencyPair pair : rates.pairs()) {
            RateAnswer answer = rates.rate(pair.quote());
            if (answer instanceof RateAnswer.Rate rate) {
                weakness(rate).ifPresent(weak::add);
            } else {
                List<String> reasons = ((RateAnswer.NoRate) answer).reasons();
                missing.add("no " + pair + " (" + String.join("; ", reasons) + ")");
            }
        }
        if (!missing.isEmpty()) {
            return new Check("rates", false, String.join(", ", missing));
        }
        String warning = weak.isEmpty() ? "" : ", but " + String.join(", ", weak);
        return new Check("rates", true, rates.pairs().size() + " pairs have a price" + warning);
    }

    /** What an operator should know of a price that is one all the same. */
    private static Optional<String> weakness(RateAnswer.Rate rate) {
        if (rate.lastGoodAge().isPresent()) {
            return Optional.of(rate.pair() + " is the last good one, "
                    + rate.lastGoodAge().get().toSeconds() + " s old");
        }
        return rate.tickers().size() == 1
                ? Optional.of(rate.pair() + " rests on " + rate.tickers().get(0).source() + " alone")
                : Optional.empty();
    }
}
