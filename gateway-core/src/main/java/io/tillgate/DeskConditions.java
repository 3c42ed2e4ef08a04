package io.tillgate;

import io.tillgate.desk.InboxItem;
import io.tillgate.desk.InboxKind;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.RefusalStore;
import io.tillgate.internal.jdbc.RefusalStore.Burst;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.RateService;
import io.tillgate.rate.SourceState;
import io.tillgate.rate.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What is wrong right now with prices, processors or this node, for the inbox: it goes away by itself. */
final class DeskConditions implements Supplier<List<InboxItem>> {

    /** A source that fails for less is nothing to worry about. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    /** So many refused notifications within {@link #REFUSALS_TIME} are no stray call. */
    static final int REFUSALS_MIN = 5;

    static final Duration REFUSALS_TIME = Duration.ofHours(1);

    private final RateService rates;
    private final Supplier<Health> health;
    private final Refusals refusals;
    private final InstantSource clock;

    DeskConditions(RateService rates, Supplier<Health> health, Refusals refusals, InstantSource clock) {
        this.rates = rates;
        this.health = health;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** Looks for bursts of refused notifications. */
    @FunctionalInterface
    interface Refusals {
        List<Burst> since(Instant since, int timesMin);

        static Refusals of(Database database) {
            return (since, timesMin) -> database.orThrow(
                    "look for refused notifications", connection -> RefusalStore.bursts(connection, since, timesMin));
        }
    }

    @Override
    public List<InboxItem> get() {
        List<InboxItem> items = new ArrayList<>();
        Instant now = clock.instant();
        rates.pairs().forEach(pair -> rate(pair, now).ifPresent(items::add));
        sources(items, now);
        checks(items, now);
        refusals.since(now.minus(REFUSALS_TIME), REFUSALS_MIN).forEach(burst -> items.add(refused(burst)));
        for (Health.Check check : health.get().checks()) {
            if (!check.passed() && !check.name().equals("rates")) {
                items.add(item("system:" + check.name(), kind(check), check.name() + ": " + check.detail() + ".", now));
            }
        }
        return items;
    }

    private Optional<InboxItem> rate(CurrencyPair pair, Instant now) {
        RateAnswer answer = rates.rate(pair.quote());
        if (answer instanceof RateAnswer.NoRate none) {
            String sentence = "No price for " + pair + ", nothing can be sold in " + pair.quote() + ": "
                    + String.join("; ", none.reasons()) + ".";
            return Optional.of(item(
                    "rate:" + pair, InboxKind.RATE, sentence, lastHeard(pair).orElse(now)));
        }
        RateAnswer.Rate rate = (RateAnswer.Rate) answer;
        return rate.lastGoodAge().map(age -> {
            String sentence = "The price of " + pair + " is the last good one, " + age.toSeconds()
                    + " s old: no source is fresh.";
            return item("rate:" + pair, InboxKind.RATE, sentence, rate.asOf());
        });
    }

    private Optional<Instant> lastHeard(CurrencyPair pair) {
        return rates.sources().stream()
                .filter(source -> source.pair().equals(pair))
                .map(SourceState::lastTicker)
                .flatMap(ticker -> Optional.ofNullable(ticker).map(Ticker::asOf).stream())
                .max(Instant::compareTo);
    }

    /** One item a source, however many pairs it was asked for. */
    private void sources(List<InboxItem> items, Instant now) {
        Map<String, SourceState> failing = new LinkedHashMap<>();
        for (SourceState state : rates.sources()) {
            Instant since = state.failingSince();
            if (since != null && since.plus(PATIENCE).isBefore(now)) {
                failing.putIfAbsent(state.source(), state);
            }
        }
        failing.forEach((source, state) -> {
            Instant since = state.failingSince();
            String sentence =
                    source + " has given no price of " + state.pair() + " since " + since + ": " + state.reason() + ".";
            items.add(item("source:" + source, InboxKind.SOURCE_DOWN, sentence, since == null ? now : since));
        });
    }

    /** One item a source whose stream is well, and which could not be asked, should the stream fall silent. */
    private void checks(List<InboxItem> items, Instant now) {
        Map<String, SourceState> wrong = new LinkedHashMap<>();
        for (SourceState state : rates.sources()) {
            if (state.checkReason() != null && state.failingSince() == null) {
                wrong.putIfAbsent(state.source(), state);
            }
        }
        wrong.forEach((source, state) -> items.add(item(
                "source-check:" + source,
                InboxKind.SOURCE_CHECK,
                source + " tells the price of " + state.pair() + " by its stream, but not when it is asked: "
                        + state.checkReason() + ". Should the stream fall silent, it has no price.",
                now)));
    }

    private static InboxItem refused(Burst burst) {
        String times = burst.times() < RefusalStore.COUNTED_MAX
                ? Long.toString(burst.times())
                : "more than " + RefusalStore.COUNTED_MAX;
        String sentence = times + " notifications in the name of " + burst.processor()
                + " were refused within the last hour, the last one at "
                + burst.last().truncatedTo(ChronoUnit.SECONDS) + ": "
                + burst.reason().replaceFirst("\\.$", "")
                + ". Either somebody else sends them, which does no harm, or the secret here is not the processor's, and real"
                + " payments go unheard.";
        return item("refused:" + burst.processor(), InboxKind.NOTIFICATIONS_REFUSED, sentence, burst.first());
    }

    private static InboxKind kind(Health.Check check) {
        if (check.name().startsWith(HealthCheck.HEARING)) {
            return InboxKind.NOTIFICATIONS_MISSING;
        }
        return check.name().startsWith(HealthCheck.CHAIN) ? InboxKind.NODE : InboxKind.SYSTEM;
    }

    private static InboxItem item(String id, InboxKind kind, String sentence, Instant since) {
        return new InboxItem(id, kind, sentence, since, null, Set.of());
    }
}
