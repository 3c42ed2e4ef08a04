package io.tillgate.internal.ticker.stream;

import static io.tillgate.internal.ticker.stream.StreamFixtures.BOTH;
import static io.tillgate.internal.ticker.stream.StreamFixtures.EUR;
import static io.tillgate.internal.ticker.stream.StreamFixtures.USD;
import static io.tillgate.internal.ticker.stream.StreamFixtures.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.rate.Ticker;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MtGoxTalkTest {

    private static final List<String> SUBSCRIPTIONS = List.of(
            frame("mtgox-subscribe-eur.json"), frame("mtgox-subscribe-usd.json"), frame("mtgox-subscribe-trades.json"));

    private final DrivenTime time = new DrivenTime(Instant.parse("2013-03-30T18:18:54Z"));
    private final HeardLine line = new HeardLine();
    private final MtGoxTalk talk = new MtGoxTalk("mtgox", BOTH, line, time);

    @BeforeEach
    void open() {
        time.start(talk::beat);
        talk.opened();
        assertThat(line.said).isEqualTo(SUBSCRIPTIONS);
        line.said.clear();
    }

    @Test
    void a_trade_renews_the_last_price_and_makes_nothing_else_fresh() {
        talk.heard(frame("mtgox-ticker.json"));
        time.pass(Duration.ofSeconds(30));
        talk.heard(frame("mtgox-trade.json"));
        Ticker before = line.tickers.get(0);
        Ticker after = line.tickers.get(1);
        assertThat(after.last()).isEqualByComparingTo("90.79995");
        assertThat(after.bid()).isEqualTo(before.bid());
        assertThat(after.ask()).isEqualTo(before.ask());
        assertThat(after.asOf()).isEqualTo(before.asOf());
    }

    @Test
    void a_trade_without_a_ticker_is_nothing() {
        talk.heard(frame("mtgox-trade.json"));
        assertThat(line.tickers).isEmpty();
    }

    @Test
    void the_echo_of_a_trade_in_another_currency_is_left_out() {
        talk.heard(frame("mtgox-ticker-eur.json"));
        talk.heard(frame("mtgox-trade-not-primary.json"));
        talk.heard(frame("mtgox-trade.json"));
        assertThat(line.tickers).hasSize(1);
        assertThat(line.tickers.get(0).pair()).isEqualTo(EUR);
    }

    @Test
    void a_trade_of_another_coin_or_without_a_usable_price_is_left_out() {
        talk.heard(frame("mtgox-ticker.json"));
        talk.heard(frame("mtgox-trade.json").replace("\"item\":\"BTC\"", "\"item\":\"LTC\""));
        assertThatThrownBy(() -> talk.heard(frame("mtgox-trade.json").replace("90.79995", "0")))
                .isInstanceOf(UnreadableFrame.class);
        assertThat(line.tickers).hasSize(1);
        assertThat(line.refusals).isEmpty();
    }

    @Test
    void after_a_ticker_that_cannot_be_used_a_trade_brings_none_back() {
        talk.heard(frame("mtgox-ticker.json"));
        talk.heard(frame("mtgox-ticker.json").replace("\"buy\":{\"value\":\"91.45900\"", "\"buy\":{\"value\":\"99\""));
        talk.heard(frame("mtgox-trade.json"));
        assertThat(line.tickers).hasSize(1);
        assertThat(line.refusals).hasSize(1);
    }

    @Test
    void bare_numbers_are_in_the_currency_of_their_channel() {
        talk.heard(frame("mtgox-ticker-2011.json"));
        Ticker ticker = line.tickers.get(0);
        assertThat(ticker.pair()).isEqualTo(USD);
        assertThat(ticker.bid()).isEqualByComparingTo(new BigDecimal("0.9515"));
        assertThat(ticker.ask()).isEqualByComparingTo(new BigDecimal("0.9697"));
        assertThat(ticker.asOf()).isEqualTo(time.instant());
    }

    @Test
    void bare_numbers_of_an_unknown_channel_price_nothing() {
        assertThatThrownBy(() -> talk.heard(frame("mtgox-ticker-2011.json").replace("d5f06780", "00000000")))
                .isInstanceOf(UnreadableFrame.class)
                .extracting(e -> ((UnreadableFrame) e).fault())
                .isEqualTo("it does not say which currency its prices are in");
        assertThat(line.tickers).isEmpty();
    }

    @Test
    void a_ticker_whose_channel_contradicts_its_currency_prices_nothing() {
        assertThatThrownBy(() -> talk.heard(frame("mtgox-ticker.json")
                        .replace("d5f06780-30a8-4a48-a2f8-7ed181b4a13f", "0bb6da8b-f6c6-4ecf-8f0d-a544ad948c15")))
                .isInstanceOf(UnreadableFrame.class);
        assertThat(line.tickers).isEmpty();
    }

    @Test
    void a_ticker_of_another_coin_or_currency_is_left_out() {
        talk.heard(frame("mtgox-ticker.json").replace("\"item\":\"BTC\"", "\"item\":\"LTC\""));
        talk.heard(frame("mtgox-ticker.json")
                .replace("d5f06780-30a8-4a48-a2f8-7ed181b4a13f", "60c3af1b-5d40-4d0e-b9fc-ccab433d2e9c")
                .replace("USD", "GBP"));
        talk.heard(frame("mtgox-depth.json"));
        assertThat(line.tickers).isEmpty();
        assertThat(line.refusals).isEmpty();
    }

    @Test
    void subscriptions_are_renewed_before_they_die_of_age() {
        long minutes = MtGoxTalk.RENEW_EVERY.toMinutes();
        for (long minute = 1; minute <= minutes; minute++) {
            assertThat(line.said).isEmpty();
            talk.heard(frame("mtgox-ticker.json"));
            time.pass(Duration.ofSeconds(30));
            talk.heard(frame("mtgox-ticker.json"));
            time.pass(Duration.ofSeconds(30));
        }
        assertThat(line.said).isEqualTo(SUBSCRIPTIONS);
        assertThat(line.endings).isEmpty();
    }

    @Test
    void a_minute_without_a_ticker_subscribes_again_by_name_and_by_id() {
        time.pass(Duration.ofSeconds(59));
        talk.heard(frame("mtgox-depth.json"));
        assertThat(line.said).isEmpty();
        time.pass(Duration.ofSeconds(1));
        assertThat(line.said)
                .startsWith(SUBSCRIPTIONS.toArray(new String[0]))
                .endsWith(frame("mtgox-subscribe-eur-by-id.json"), frame("mtgox-subscribe-usd-by-id.json"))
                .hasSize(5);
        talk.heard(frame("mtgox-ticker.json"));
        time.pass(Duration.ofSeconds(59));
        assertThat(line.endings).isEmpty();
    }

    @Test
    void two_minutes_without_a_ticker_give_the_connection_up() {
        time.pass(Duration.ofSeconds(119));
        assertThat(line.endings).isEmpty();
        time.pass(Duration.ofSeconds(1));
        assertThat(line.endings).containsExactly("sent no ticker for 120 s, not even when it was asked again");
    }

    @Test
    void a_remark_that_refuses_is_told_of_the_pairs_that_are_silent() {
        talk.heard(frame("mtgox-ticker.json"));
        talk.heard(frame("mtgox-remark.json"));
        assertThat(line.refusals).containsExactly("BTC-EUR refuses: Unknown channel");
        talk.heard(frame("mtgox-remark.json").replace("false", "true"));
        assertThat(line.refusals).hasSize(1);
    }

    @Test
    void the_end_of_a_subscription_is_told() {
        talk.heard(frame("mtgox-unsubscribed-ticker.json"));
        assertThat(line.refusals).containsExactly("BTC-USD ended the subscription of its ticker");
    }
}
