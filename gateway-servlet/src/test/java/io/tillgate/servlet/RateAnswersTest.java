package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillgate.money.Currency;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.RateBasis;
import io.tillgate.rate.RatePolicy;
import io.tillgate.rate.RateTimes;
import io.tillgate.rate.Ticker;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateAnswersTest {

    private static final Instant AS_OF = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void the_same_price_keeps_its_etag_while_it_grows_old() throws IOException {
        RateText text = text("10.5");

        assertThat(text("10.5").etag()).isEqualTo(text.etag()).startsWith("W/\"");
        assertThat(text("10.6").etag()).isNotEqualTo(text.etag());
        assertThat(json(text, 1).at("/age_seconds").asLong()).isEqualTo(1);
        assertThat(json(text, 60).at("/age_seconds").asLong()).isEqualTo(60);
        assertThat(json(text, -5).at("/age_seconds").asLong()).isZero();
    }

    @Test
    void the_brief_form_says_the_same_with_less() throws IOException {
        RateText text = text("10.5");
        JsonNode whole = json(text, 7);
        JsonNode brief = new ObjectMapper()
                .readTree(
                        text.addBriefTo(new JsonBytes(1), AS_OF.plusSeconds(7)).toBytes());

        assertThat(brief.size()).isLessThan(whole.size());
        brief.properties()
                .forEach(field ->
                        assertThat(whole.get(field.getKey())).as(field.getKey()).isEqualTo(field.getValue()));
    }

    @Test
    void nobody_keeps_a_price_for_longer_than_it_may_live() {
        RateText text = text("10.5");

        assertThat(RateAnswers.keepSeconds(text, AS_OF)).isEqualTo(5);
        assertThat(RateAnswers.keepSeconds(text, AS_OF.minusSeconds(3))).isEqualTo(5);
        assertThat(RateAnswers.keepSeconds(text, AS_OF.plusSeconds(87))).isEqualTo(3);
        assertThat(RateAnswers.keepSeconds(text, AS_OF.plusSeconds(91))).isZero();
    }

    private static JsonNode json(RateText text, long age) throws IOException {
        return new ObjectMapper()
                .readTree(text.addTo(new JsonBytes(1), AS_OF.plusSeconds(age)).toBytes());
    }

    private static RateText text(String price) {
        CurrencyPair pair = CurrencyPair.btc(Currency.of("EUR"));
        BigDecimal bid = new BigDecimal(price);
        Ticker ticker = Ticker.market("mtgox", pair, bid, bid, null, AS_OF);
        return new RateText(new RateAnswer.Rate(
                pair,
                bid,
                bid,
                0,
                new RateTimes(AS_OF, AS_OF, AS_OF.plusSeconds(90)),
                RatePolicy.DEFAULT,
                new RateBasis.Tickers(List.of(ticker), List.of())));
    }
}
