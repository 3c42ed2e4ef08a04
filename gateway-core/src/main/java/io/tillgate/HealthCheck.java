package io.tillgate;

import io.tillgate.Health.Check;
import io.tillgate.failure.GatewayException;
import io.tillgate.internal.intake.NotificationIntake;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.SchemaCheck;
import io.tillgate.internal.node.NodeService;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.RateService;
import java.util.ArrayList;
import java.util.List;

/** Looks at what a node needs to do its work. */
final class HealthCheck {

    private HealthCheck() {}

    static Health of(Database database, NotificationIntake intake, RateService rates, List<NodeService> nodes) {
        List<Check> checks = new ArrayList<>();
        checks.add(SchemaCheck.problem(database)
                .map(problem -> new Check("database", false, problem.toString()))
                .orElse(new Check("database", true, "answers and has our schema")));
        checks.add(intake(intake));
        // Without a price nothing can be sold in fiat, and without its bitcoin node nothing settles there; but
        // notifications
        // still come in, and the other nodes are no better off: not a reason to be taken out.
        boolean ready = checks.stream().allMatch(Check::passed);
        checks.add(rates(rates));
        nodes.forEach(node -> checks.add(node(node)));
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
        try {
            NodeService.State state = node.state();
            return new Check("processor " + node.id(), state.isWell(), state.detail());
        } catch (GatewayException unreachable) {
            return new Check("processor " + node.id(), false, "not known while the database can't be read");
        }
    }

    private static Check rates(RateService rates) {
        List<String> reasons = new ArrayList<>();
        for (CurrencyPair pair : rates.pairs()) {
            if (rates.rate(pair.quote()) instanceof RateAnswer.NoRate noRate) {
                reasons.add("no " + pair + " (" + String.join("; ", noRate.reasons()) + ")");
            }
        }
        return reasons.isEmpty()
                ? new Check("rates", true, rates.pairs().size() + " pairs have a fresh price")
                : new Check("rates", false, String.join(", ", reasons));
    }
}
