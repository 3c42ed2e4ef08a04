package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.money.Currency;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.RatePolicy;
import io.tillgate.rate.Ticker;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateAnswersTest {

    private static final Instant AS_OF = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void the_same_price_keeps_its_etag_while_it_grows_old() {
        assertThat(RateAnswers.etag(json("10.5", 1))).isEqualTo(RateAnswers.etag(json("10.5", 60)));
        assertThat(RateAnswers.etag(json("10.5", 1))).isNotEqualTo(RateAnswers.etag(json("10.6", 1)));
        assertThat(json("10.5", 60).at("/list/0/age_seconds").asLong()).isEqualTo(60);
    }

    @Test
    void nobody_keeps_a_price_for_longer_than_it_may_live() {
        List<RateAnswer.Rate> rates = List.of(rate("10.5"));

        assertThat(RateAnswers.keepSeconds(rates, AS_OF)).isEqualTo(5);
        assertThat(RateAnswers.keepSeconds(rates, AS_OF.minusSeconds(3))).isEqualTo(5);
        assertThat(RateAnswers.keepSeconds(rates, AS_OF.plusSeconds(87))).isEqualTo(3);
        assertThat(RateAnswers.keepSeconds(rates, AS_OF.plusSeconds(91))).isZero();
        assertThat(RateAnswers.keepSeconds(List.of(), AS_OF)).isEqualTo(5);
    }

    private static ObjectNode json(String price, long age) {
        ObjectNode json = Json.object();
        json.putArray("list").add(RateJson.rate(rate(price), AS_OF.plusSeconds(age)));
        return json;
    }

    private static RateAnswer.Rate rate(String price) {
        CurrencyPair pair = CurrencyPair.btc(Currency.of("EUR"));
        BigDecimal bid = new BigDecimal(price);
        Ticker ticker = Ticker.market("mtgox", pair, bid, bid, null, AS_OF);
        return new RateAnswer.Rate(pair, bid, AS_OF, RatePolicy.DEFAULT, List.of(ticker));
    }
}
