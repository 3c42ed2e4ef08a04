package io.tillgate;

import io.tillgate.Health.Check;
import io.tillgate.internal.intake.NotificationIntake;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.SchemaCheck;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.RateService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at what a node needs to do its work. */
final class HealthCheck {

    private HealthCheck() {}

    static Health of(Database database, NotificationIntake intake, RateService rates) {
        List<Check> checks = new ArrayList<>();
        checks.add(SchemaCheck.problem(database)
                .map(problem -> new Check("database", false, problem.toString()))
                .orElse(new Check("database", true, "answers and has our schema")));
        checks.add(intake(intake));
        checks.add(rates(rates));
        // Without a price nothing can be sold in fiat, but notifications still come in: not a reason to be taken out.
        boolean ready =
                checks.stream().allMatch(check -> check.passed() || check.name().equals("rates"));
        return new Health(ready, checks);
    }

    private static Check intake(NotificationIntake intake) {
        int waiting = intake.waiting();
        boolean passed = intake.isRunning() && waiting < NotificationIntake.QUEUED_MAX;
        String state = intake.isRunning() ? "runs" : "does not run: start the gateway";
        return new Check(
                "intake", passed, state + ", " + waiting + " of " + NotificationIntake.QUEUED_MAX + " waiting");
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
