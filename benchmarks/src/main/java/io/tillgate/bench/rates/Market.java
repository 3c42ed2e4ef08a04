package io.tillgate.bench.rates;

import io.tillgate.money.Currency;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateService;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerAnswer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Four venues that agree within a few cents. */
final class Market {

    static final Currency EUR = Currency.of("EUR");
    static final CurrencyPair PAIR = CurrencyPair.btc(EUR);

    private static final List<String> VENUES = List.of("kraken", "coinbase", "bitstamp", "mtgox");
    private static final BigDecimal STEP = new BigDecimal("0.37");

    private Market() {}

    /** Every venue tells its ticker, of this moment. */
    static void tell(RateService rates, BigDecimal bid) {
        BigDecimal price = bid;
        for (String venue : VENUES) {
            Ticker ticker = Ticker.market(venue, PAIR, price, price.add(STEP), null, Instant.now());
            rates.accept(PAIR, venue, new TickerAnswer.Received(ticker));
            price = price.add(STEP);
        }
    }
}
