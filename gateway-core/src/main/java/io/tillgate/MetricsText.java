package io.tillgate;

import io.tillgate.internal.intake.NotificationIntake;
import io.tillgate.internal.jdbc.MetricStore;
import io.tillgate.internal.jdbc.MetricStore.Parked;
import io.tillgate.internal.jdbc.MetricStore.WaitingEvents;
import io.tillgate.internal.loop.Loop;
import io.tillgate.internal.metric.MetricText;
import io.tillgate.notification.NotificationOutcome;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.RateService;
import io.tillgate.rate.SourceState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node tells its monitoring. Their names are told in {@code docs/operating.md}, and are a promise. */
final class MetricsText {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsText.class);

    private MetricsText() {}

    static String of(GatewayParts parts, InstantSource clock) {
        MetricText text = new MetricText();
        parts.notifications.writeTo(text);
        intake(text, parts.intake.notifications());
        loops(text, parts.loops);
        rates(text, parts.rates, clock.instant());
        sources(text, parts.rates);
        database(text, parts, clock.instant());
        return text.toString();
    }

    private static void intake(MetricText text, NotificationIntake intake) {
        text.counter(
                "tillgate_notification_outcomes_total", "Notifications that came to this node, by what they came to.");
        for (NotificationOutcome outcome : NotificationOutcome.values()) {
            text.value(Map.of("outcome", outcome.name()), intake.came(outcome));
        }
        text.gauge("tillgate_intake_queued", "Notifications that wait to be written.")
                .value(intake.waiting());
        text.gauge("tillgate_intake_queued_max", "How many may wait; more are sent away.")
                .value(NotificationIntake.QUEUED_MAX);
        text.gauge("tillgate_intake_running", "1 while notifications are taken in.")
                .value(intake.isRunning());
    }

    private static void loops(MetricText text, List<Loop> loops) {
        text.counter("tillgate_loop_rounds_total", "Rounds of each background loop that ended well.");
        loops.forEach(loop -> text.value(Map.of("loop", loop.name()), loop.rounds()));
        text.counter("tillgate_loop_failures_total", "Rounds of each background loop that failed.");
        loops.forEach(loop -> text.value(Map.of("loop", loop.name()), loop.failures()));
    }

    private static void rates(MetricText text, RateService rates, Instant now) {
        Map<CurrencyPair, RateAnswer> answers = new LinkedHashMap<>();
        rates.pairs().forEach(pair -> answers.put(pair, rates.rate(pair.quote())));
        text.gauge("tillgate_rate_available", "1 while the pair has a price.");
        answers.forEach((pair, answer) ->
                text.value(Map.of("pair", pair.toString()), answer instanceof RateAnswer.Rate ? 1 : 0));
        text.gauge("tillgate_rate_sources", "Tickers that the price is made of.");
        answers.forEach((pair, answer) -> {
            if (answer instanceof RateAnswer.Rate rate) {
                text.value(Map.of("pair", pair.toString()), rate.tickers().size());
            }
        });
        text.gauge("tillgate_rate_age_seconds", "Age of the oldest part of the price; absent while there is none.");
        answers.forEach((pair, answer) -> {
            if (answer instanceof RateAnswer.Rate rate) {
                text.value(Map.of("pair", pair.toString()), since(rate.asOf(), now));
            }
        });
    }

    private static void sources(MetricText text, RateService rates) {
        text.gauge("tillgate_source_up", "1 while the source answers well for the pair.");
        for (SourceState source : rates.sources()) {
            Map<String, String> labels = new LinkedHashMap<>();
            labels.put("source", source.source());
            labels.put("pair", source.pair().toString());
            boolean up = source.reason() == null && source.lastTicker() != null;
            text.value(labels, up ? 1 : 0);
        }
    }

    /** A database that is down is told as such; what only it knows is absent then. */
    private static void database(MetricText text, GatewayParts parts, Instant now) {
        MetricText told = new MetricText();
        boolean up;
        try {
            up = parts.database.inTransaction(connection -> {
                events(told, connection, now);
                parts.changes.writeTo(told, connection);
                return true;
            });
        } catch (SQLException outage) {
            LOG.debug("a scrape could not read the database", outage);
            up = false;
        }
        text.gauge("tillgate_database_up", "1 when the database answered this scrape.")
                .value(up);
        if (up) {
            text.append(told);
        }
    }

    private static void events(MetricText text, Connection connection, Instant now) throws SQLException {
        List<WaitingEvents> waiting = MetricStore.waitingEvents(connection);
        text.gauge("tillgate_outbox_waiting", "Events that wait to be delivered, counted up to 10000.");
        waiting.forEach(one -> text.value(Map.of("consumer", one.consumer()), one.events()));
        text.gauge("tillgate_outbox_oldest_seconds", "Age of the oldest of them; absent while there are none.");
        waiting.forEach(one -> text.value(Map.of("consumer", one.consumer()), since(one.oldest(), now)));
        Parked parked = MetricStore.parked(connection);
        text.gauge("tillgate_outbox_parked", "Events refused too often, that wait for a person, counted up to 10000.")
                .value(parked.events());
        text.gauge("tillgate_notifications_parked", "Notifications whose order is not known, counted up to 10000.")
                .value(parked.notifications());
        text.gauge("tillgate_orders_to_review", "Orders that wait for a person, counted up to 10000.")
                .value(parked.orders());
        text.gauge("tillgate_refunds", "Refunds in each state, counted up to 10000.");
        MetricStore.refunds(connection).forEach((state, refunds) -> text.value(Map.of("state", state.name()), refunds));
    }

    private static Duration since(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
