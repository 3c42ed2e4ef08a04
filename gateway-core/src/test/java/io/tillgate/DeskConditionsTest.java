package io.tillgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.Health.Check;
import io.tillgate.desk.InboxItem;
import io.tillgate.desk.InboxKind;
import io.tillgate.internal.jdbc.RefusalStore.Burst;
import io.tillgate.money.Currency;
import io.tillgate.processor.ProcessorId;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.LastGoodRule;
import io.tillgate.rate.RatePolicy;
import io.tillgate.rate.RateService;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerAnswer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is wrong right now, each in a sentence, as long as it lasts. */
class DeskConditionsTest {

    private static final CurrencyPair PAIR = CurrencyPair.btc(Currency.of("EUR"));

    private Instant now = Instant.parse("2026-11-25T08:00:00Z");
    private final InstantSource clock = () -> now;
    private final RateService rates = new RateService(
            Set.of(PAIR), RatePolicy.DEFAULT.withLastGood(new LastGoodRule(Duration.ofHours(6), 0)), clock);
    private final List<Check> checks = new ArrayList<>();
    private final List<Burst> bursts = new ArrayList<>();
    private final DeskConditions conditions =
            new DeskConditions(rates, () -> new Health(true, checks), (since, timesMin) -> bursts, clock);

    @Test
    void a_shop_without_trouble_has_none() {
        price();
        checks.add(new Check("database", true, "answers"));
        assertThat(conditions.get()).isEmpty();
    }

    @Test
    void a_price_that_is_missing_or_stands_in_for_a_fresh_one() {
        InboxItem missing = only(InboxKind.RATE);
        assertThat(missing.sentence()).startsWith("No price for BTC-EUR, nothing can be sold in EUR: ");

        price();
        Instant then = now;
        now = now.plus(Duration.ofHours(1));
        InboxItem stale = only(InboxKind.RATE);
        assertThat(stale.sentence())
                .isEqualTo("The price of BTC-EUR is the last good one, 3600 s old: no source is fresh.");
        assertThat(stale.since()).isEqualTo(then);
    }

    @Test
    void a_source_that_is_down_for_longer_than_a_moment() {
        price();
        rates.accept(PAIR, "kraken", new TickerAnswer.Failed("kraken", "answered HTTP 503"));
        assertThat(conditions.get()).as("for a moment").isEmpty();
        Instant since = now;
        now = now.plus(DeskConditions.PATIENCE).plusSeconds(1);
        price();

        InboxItem item = only(InboxKind.SOURCE_DOWN);
        assertThat(item.sentence())
                .isEqualTo("kraken has given no price of BTC-EUR since " + since + ": answered HTTP 503.");
        rates.accept(PAIR, "kraken", received("kraken"));
        assertThat(conditions.get()).isEmpty();
    }

    @Test
    void a_source_whose_stream_is_well_and_that_could_not_be_asked() {
        price();
        rates.accept(PAIR, "coinbase", received("coinbase"));
        rates.acceptCheck(PAIR, "coinbase", "answered HTTP 403");

        InboxItem item = only(InboxKind.SOURCE_CHECK);
        assertThat(item.sentence())
                .isEqualTo(
                        "coinbase tells the price of BTC-EUR by its stream, but not when it is asked: answered HTTP 403."
                                + " Should the stream fall silent, it has no price.");
        rates.acceptCheck(PAIR, "coinbase", null);
        assertThat(conditions.get()).isEmpty();
    }

    @Test
    void notifications_that_do_not_arrive_a_node_that_is_behind_and_what_else_a_node_of_ours_lacks() {
        price();
        checks.add(
                new Check("notifications-btcpay", false, "none came yet, and asking alone has brought news 3 times"));
        checks.add(new Check("chain-node", false, "is 12 blocks behind"));
        checks.add(new Check("intake", false, "does not run"));

        assertThat(only(InboxKind.NOTIFICATIONS_MISSING).sentence())
                .isEqualTo("notifications-btcpay: none came yet, and asking alone has brought news 3 times.");
        assertThat(only(InboxKind.NODE).sentence()).isEqualTo("chain-node: is 12 blocks behind.");
        assertThat(only(InboxKind.SYSTEM).sentence()).isEqualTo("intake: does not run.");
    }

    @Test
    void a_burst_of_refused_notifications_since_its_first() {
        price();
        Instant first = Instant.parse("2026-11-25T07:12:00Z");
        bursts.add(
                new Burst(new ProcessorId("mtgox"), 1000, first, first.plusSeconds(61), "signature is bad or missing"));

        InboxItem item = only(InboxKind.NOTIFICATIONS_REFUSED);
        assertThat(item.sentence())
                .startsWith(
                        "more than 1000 notifications in the name of mtgox were refused within the last hour, the last"
                                + " one at 2026-11-25T07:13:01Z: signature is bad or missing.");
        assertThat(item.since()).isEqualTo(first);
        assertThat(item.id()).isEqualTo("refused:mtgox");
    }

    private void price() {
        rates.accept(PAIR, "mtgox", received("mtgox"));
    }

    private TickerAnswer received(String source) {
        return new TickerAnswer.Received(Ticker.market(
                source, PAIR, new BigDecimal("10.00000"), new BigDecimal("10.10000"), null, clock.instant()));
    }

    private InboxItem only(InboxKind kind) {
        List<InboxItem> items =
                conditions.get().stream().filter(item -> item.kind() == kind).toList();
        assertThat(items).as(kind.title()).hasSize(1);
        return items.get(0);
    }
}
