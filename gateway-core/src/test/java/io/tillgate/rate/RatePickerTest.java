package io.tillgate.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RatePickerTest {

    private static final Instant NOW = Rates.NOW;
    private static final CurrencyPair PAIR = Rates.pair("EUR");

    private final List<Ticker> tickers = new ArrayList<>();
    private RatePolicy policy = RatePolicy.DEFAULT;

    @Test
    void the_median_of_the_bids_is_the_price() {
        market("a", "100", "100.10");
        market("b", "100.30", "100.40");
        market("c", "100.20", "100.30");

        assertThat(picked().price()).isEqualByComparingTo("100.20");
        assertThat(picked().tickers()).hasSize(3);
    }

    @Test
    void an_outlier_is_cut_before_the_price_is_taken_and_its_reason_kept() {
        market("a", "100", "100.10");
        market("b", "100.20", "100.30");
        market("liar", "110", "110.10");

        RateAnswer.Rate rate = picked();
        assertThat(rate.price()).isEqualByComparingTo("100.10");
        assertThat(rate.cut())
                .extracting(CutTicker::toString)
                .containsExactly("liar: its price of 110 is 979 basis points from the median, 150 are allowed");
    }

    @Test
    void two_that_disagree_price_nothing_since_nobody_knows_which_is_right() {
        market("a", "100", "100.10");
        market("b", "110", "110.10");

        assertThat(nothing()).hasSize(2).allMatch(reason -> reason.contains("from the median"));
    }

    @Test
    void exactly_at_the_outlier_limit_is_still_allowed() {
        policy = policy.withOutliersBeyond(100).withWidthMax(20_000);
        market("a", "100", "100");
        market("b", "100", "100");
        market("c", "101", "101");
        assertThat(picked().cut()).isEmpty();

        market("c2", "101.01", "101.01");
        market("d", "100", "100");
        assertThat(picked().cut()).extracting(cut -> cut.ticker().source()).containsExactly("c2");
    }

    @Test
    void a_ticker_with_bid_and_ask_far_apart_says_nothing() {
        market("a", "99.50", "100.50");
        assertThat(picked().price()).isEqualByComparingTo("99.50");

        tickers.clear();
        market("a", "99.49", "100.51");
        assertThat(nothing()).containsExactly("a: its bid and ask are 102 basis points apart, 100 are allowed");
    }

    @Test
    void the_spread_is_in_the_merchants_favour() {
        policy = policy.withSpread(50);
        market("a", "100", "100.10");

        assertThat(picked().price()).isEqualByComparingTo("99.50");
        assertThat(picked().median()).isEqualByComparingTo("100");
        assertThat(picked().spreadBasisPoints()).isEqualTo(50);
    }

    @Test
    void each_side_is_taken_from_where_it_belongs() {
        tickers.add(new Ticker(
                "a",
                PAIR,
                TickerKind.MARKET,
                new BigDecimal("100"),
                new BigDecimal("100.20"),
                new BigDecimal("100.05"),
                new BigDecimal("99"),
                1L,
                NOW));

        assertThat(withSide(PriceSide.BID)).isEqualByComparingTo("100");
        assertThat(withSide(PriceSide.ASK)).isEqualByComparingTo("100.20");
        assertThat(withSide(PriceSide.MID)).isEqualByComparingTo("100.10");
        assertThat(withSide(PriceSide.LAST)).isEqualByComparingTo("100.05");
        assertThat(withSide(PriceSide.VWAP)).isEqualByComparingTo("99");
    }

    @Test
    void a_source_that_does_not_tell_the_side_is_named() {
        policy = policy.withSide(PriceSide.VWAP);
        market("a", "100", "100.10");

        assertThat(nothing()).containsExactly("a: it tells no VWAP price");
    }

    @Test
    void too_few_sources_price_nothing() {
        policy = policy.withSourcesMin(2);
        market("a", "100", "100.10");
        assertThat(nothing()).containsExactly("a: it is one of 1 sources that agree, 2 are needed");

        market("b", "100.10", "100.20");
        assertThat(picked().price()).isEqualByComparingTo("100.05");
    }

    @Test
    void an_index_never_counts_as_a_source() {
        policy = policy.withSourcesMin(2).withIndexUse(IndexUse.STAND_IN);
        market("a", "100", "100.10");
        index("i", "100");
        assertThat(nothing()).contains("a: it is one of 1 sources that agree, 2 are needed");

        tickers.clear();
        index("i", "100");
        index("j", "100");
        assertThat(nothing()).allMatch(reason -> reason.contains("one of 1 sources"));
    }

    @Test
    void an_index_does_not_move_the_price() {
        market("a", "100", "100.10");
        index("i", "101");

        assertThat(picked().price()).isEqualByComparingTo("100");
        assertThat(picked().cut())
                .extracting(CutTicker::reason)
                .containsExactly("is an index, which does not price beside markets");
    }

    @Test
    void a_lonely_market_that_every_index_contradicts_prices_nothing() {
        market("a", "100", "100.10");
        index("i", "90");
        assertThat(nothing()).contains("a: every index contradicts it by more than 150 basis points");

        index("j", "100");
        assertThat(picked().price()).isEqualByComparingTo("100");

        tickers.remove(2);
        policy = policy.withIndexUse(IndexUse.SHOW);
        assertThat(picked().price()).isEqualByComparingTo("100");
    }

    @Test
    void three_markets_that_agree_need_no_index_to_vouch_for_them() {
        market("a", "100", "100.10");
        market("b", "100", "100.10");
        market("c", "100", "100.10");
        index("i", "90");

        assertThat(picked().price()).isEqualByComparingTo("100");
    }

    @Test
    void an_index_stands_in_only_where_the_shop_allows_it_and_no_market_is_fresh() {
        index("i", "100");
        assertThat(nothing()).containsExactly("i: is an index, which does not price beside markets");

        policy = policy.withIndexUse(IndexUse.STAND_IN);
        assertThat(picked().price()).isEqualByComparingTo("100");

        market("a", "95", "95.10");
        assertThat(nothing()).contains("a: every index contradicts it by more than 150 basis points");
    }

    @Test
    void a_currency_may_have_an_age_limit_of_its_own() {
        policy = policy.withAgeMax(PAIR.quote(), Duration.ofMinutes(5));
        tickers.add(Rates.ticker("slow", "EUR", "100", "100.10", NOW.minusSeconds(300)));
        assertThat(picked().asOf()).isEqualTo(NOW.minusSeconds(300));

        tickers.set(0, Rates.ticker("slow", "EUR", "100", "100.10", NOW.minusSeconds(301)));
        assertThat(nothing()).containsExactly("slow: its last ticker is 301 s old, 300 s are allowed");
    }

    @Test
    void what_is_left_of_the_smallest_price_after_the_spread_is_no_price() {
        policy = policy.withSpread(1);
        market("a", "0.0000000001", "0.0000000001");

        assertThat(nothing()).singleElement().asString().contains("too low");
    }

    @Test
    void a_rate_holds_until_the_first_ticker_expires() {
        tickers.add(Rates.ticker("a", "EUR", "100", "100.10", NOW.minusSeconds(10)));
        tickers.add(Rates.ticker("b", "EUR", "100", "100.10", NOW.minusSeconds(20)));

        assertThat(picked().times().holdsUntil()).isEqualTo(NOW.plusSeconds(70));
    }

    private void market(String source, String bid, String ask) {
        tickers.add(Rates.ticker(source, "EUR", bid, ask, NOW));
    }

    private void index(String source, String price) {
        tickers.add(Ticker.index(source, PAIR, new BigDecimal(price), NOW));
    }

    private BigDecimal withSide(PriceSide side) {
        policy = policy.withSide(side);
        return picked().price();
    }

    private RateAnswer.Rate picked() {
        return ((RatePicker.Result.Picked) RatePicker.pick(PAIR, tickers, policy, NOW)).rate();
    }

    private List<String> nothing() {
        return ((RatePicker.Result.Nothing) RatePicker.pick(PAIR, tickers, policy, NOW)).sentences();
    }
}
