package io.tillgate.rate;

import io.tillgate.money.Currency;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Tickers and rates for tests. */
final class Rates {

    static final Instant NOW = Instant.parse("2012-06-01T12:00:00Z");

    private Rates() {}

    static CurrencyPair pair(String code) {
        return CurrencyPair.btc(Currency.of(code));
    }

    static Ticker ticker(String source, String code, String bid, String ask, Instant asOf) {
        return Ticker.market(source, pair(code), new BigDecimal(bid), new BigDecimal(ask), null, asOf);
    }

    static RateAnswer.Rate rate(String code, BigDecimal price) {
        Ticker ticker = Ticker.market("venue", pair(code), price, price, null, NOW);
        return new RateAnswer.Rate(pair(code), price, NOW, RatePolicy.DEFAULT, List.of(ticker));
    }
}
