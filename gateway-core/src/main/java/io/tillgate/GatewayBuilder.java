package io.tillgate;

import io.tillgate.event.OrderListener;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.rate.RatePolicy;
import io.tillgate.rate.TickerSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;

/** Collects the parts of a {@link Gateway}. {@link #build()} checks all of them and lists every problem at once. */
@SuppressWarnings("DoNotCallSuggester")
public final class GatewayBuilder {

    GatewayBuilder() {}

    /** The host's pool of connections to Postgres. Required. */
    public GatewayBuilder dataSource(DataSource value) {
        return this;
    }

    /** Where the servlet is reachable from outside, with its mount path: {@code https://shop.example/pay}. Required. */
    public GatewayBuilder publicBaseUrl(String value) {
        return this;
    }

    /** At least 32 random bytes, base64: authenticates the {@code data} of orders and the links of buyers. Required. */
    public GatewayBuilder secretKey(String base64) {
        return this;
    }

    /** Keys that were used before; what they authenticated stays valid. */
    public GatewayBuilder retiredSecretKeys(List<String> base64) {
        return this;
    }

    /** A processor that speaks the Mt. Gox wire. The first processor added is the default one. */
    public GatewayBuilder mtGox(MtGoxSettings settings) {
        return this;
    }

    /** A processor of the shop's own. */
    public GatewayBuilder processor(PaymentProcessor processor) {
        return this;
    }

    /** Currencies of price tags, besides BTC: {@code "EUR", "JPY"}. */
    public GatewayBuilder currencies(String... codes) {
        return this;
    }

    /** A venue to ask for prices, besides the Mt. Gox ones, which bring their own. */
    public GatewayBuilder tickerSource(TickerSource source) {
        return this;
    }

    public GatewayBuilder ratePolicy(RatePolicy policy) {
        return this;
    }

    /** How long a buyer may take to pay; 15 minutes unless set. */
    public GatewayBuilder timeToPay(Duration value) {
        return this;
    }

    public GatewayBuilder listener(OrderListener listener) {
        return this;
    }

    /** The clock; the system's unless set. */
    public GatewayBuilder clock(InstantSource clock) {
        return this;
    }

    /** Throws {@link io.tillgate.failure.ConfigurationException} with everything that is wrong. Starts nothing. */
    public Gateway build() {
        throw new UnsupportedOperationException();
    }
}
