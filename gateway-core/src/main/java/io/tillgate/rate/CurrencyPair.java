package io.tillgate.rate;

import io.tillgate.money.Currency;

/**
 * Bitcoin priced in a currency: how many units of the currency one BTC costs.
 *
 * @param quote the currency of the price, never BTC
 */
public record CurrencyPair(Currency quote) {

    public CurrencyPair {
        if (quote.equals(Currency.BTC)) {
            throw new IllegalArgumentException("BTC can't be priced in BTC");
        }
    }

    public static CurrencyPair btc(Currency quote) {
        return new CurrencyPair(quote);
    }

    /** The pair as our URLs and our JSON write it: {@code BTC-EUR}. */
    @Override
    public String toString() {
        return "BTC-" + quote.code();
    }
}
