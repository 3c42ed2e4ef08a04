package io.tillgate;

import io.tillgate.desk.StaffPolicy;
import io.tillgate.event.OrderListener;
import io.tillgate.event.TransactionalOrderListener;
import io.tillgate.event.WebhookSettings;
import io.tillgate.money.Money;
import io.tillgate.order.OrderPolicy;
import io.tillgate.processor.BtcPaySettings;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.NodeSettings;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.rate.ForexSource;
import io.tillgate.rate.RatePolicy;
import io.tillgate.rate.TickerSource;
import io.tillgate.rate.TickerStream;
import io.tillgate.rate.Venue;
import io.tillgate.rate.VenueSettings;
import io.tillgate.refund.RefundPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Collects the parts of a {@link Gateway}. {@link #build()} checks all of them and lists every problem at once. A text
 * that is null, such as an environment variable that is not set, is a part that is missing.
 */
public final class GatewayBuilder {

    private final GatewayConfig config = new GatewayConfig();

    GatewayBuilder() {}

    /** The host's pool of connections to Postgres. Required. One connection is kept to listen for changes. */
    public GatewayBuilder dataSource(DataSource value) {
        config.dataSource = value;
        return this;
    }

    /** Where the servlet is reachable from outside, with its mount path: {@code https://shop.example/pay}. Required. */
    public GatewayBuilder publicBaseUrl(@Nullable String value) {
        String url = value == null ? "" : value;
        config.publicBaseUrl = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        return this;
    }

    /** At least 32 random bytes, base64: authenticates the {@code data} of orders and the links of buyers. Required. */
    public GatewayBuilder secretKey(@Nullable String base64) {
        config.secretKey = base64 == null ? "" : base64;
        return this;
    }

    /** Keys that were used before; what they authenticated stays valid. */
    public GatewayBuilder retiredSecretKeys(List<String> base64) {
        config.retiredSecretKeys = List.copyOf(base64);
        return this;
    }

    /** A processor that speaks the Mt. Gox wire; brings its ticker as a source of prices. */
    public GatewayBuilder mtGox(MtGoxSettings settings) {
        config.mtGoxes.add(settings);
        return this;
    }

    /** A store of a BTCPay Server. */
    public GatewayBuilder btcPay(BtcPaySettings settings) {
        config.btcPays.add(settings);
        return this;
    }

    /**
     * Keys of the shop's own, watched through a node of the shop's own. Needs Bouncy Castle
     * ({@code org.bouncycastle:bcprov-jdk18on}) on the class path.
     */
    public GatewayBuilder node(NodeSettings settings) {
        config.nodes.add(settings);
        return this;
    }

    /**
     * The processor of orders that name none. Unless set, it is the first one: those of the Mt. Gox wire come first, then
     * BTCPay Server, then nodes, then the shop's own.
     */
    public GatewayBuilder defaultProcessor(String id) {
        config.defaultProcessor = id;
        return this;
    }

    /** A processor of the shop's own. */
    public GatewayBuilder processor(PaymentProcessor processor) {
        config.processors.add(processor);
        return this;
    }

    /** Currencies of price tags, besides BTC: {@code "EUR", "JPY"}. */
    public GatewayBuilder currencies(String... codes) {
        config.currencies = List.of(codes);
        return this;
    }

    /**
     * A venue to ask for prices, besides those that the processors bring. One that is an
     * {@link io.tillgate.rate.OrderBookSource} too is also asked for its books, where the rate policy wants them.
     */
    public GatewayBuilder tickerSource(TickerSource source) {
        config.tickerSources.add(source);
        return this;
    }

    /**
     * A venue that sends its tickers by itself, besides being asked.
     *
     * @param venue the name of the {@link TickerSource} that is asked while the stream is down
     * @param maker makes a stream whenever this node becomes the one that listens for all nodes
     */
    public GatewayBuilder tickerStream(String venue, Supplier<TickerStream> maker) {
        config.tickerStreams.put(venue, maker);
        return this;
    }

    /** Whom to ask for the second leg of crosses, where the rate policy allows some. */
    public GatewayBuilder forexSource(ForexSource source) {
        config.forexSources.add(source);
        return this;
    }

    /** A public venue to ask for prices, with settings of its own. */
    public GatewayBuilder venue(VenueSettings settings) {
        config.venues.add(settings);
        return this;
    }

    /** Public venues to ask for prices: three independent ones make a median. */
    public GatewayBuilder venues(Venue... venues) {
        for (Venue venue : venues) {
            venue(VenueSettings.of(venue));
        }
        return this;
    }

    /** How a price is picked from what the venues say; {@link RatePolicy#DEFAULT} unless set. */
    public GatewayBuilder ratePolicy(RatePolicy policy) {
        config.ratePolicy = policy;
        return this;
    }

    /** What to do with money that does not arrive as agreed; {@link OrderPolicy#DEFAULT} unless set. */
    public GatewayBuilder orderPolicy(OrderPolicy policy) {
        config.orderPolicy = policy;
        return this;
    }

    /** When refunds need a second person, and when a lost one is sent again; {@link RefundPolicy#DEFAULT} unless set. */
    public GatewayBuilder refundPolicy(RefundPolicy policy) {
        config.refundPolicy = policy;
        return this;
    }

    /** How long a buyer may take to pay; 15 minutes unless set. A part of the order policy. */
    public GatewayBuilder timeToPay(Duration value) {
        config.orderPolicy = config.orderPolicy.withTimeToPay(value);
        return this;
    }

    /** What the shop decided about its staff; {@link StaffPolicy#DEFAULT} unless set. */
    public GatewayBuilder staffPolicy(StaffPolicy policy) {
        config.staffPolicy = policy;
        return this;
    }

    /** Acts of staff that decide about more than this, in BTC, need a second person. A part of the staff policy. */
    public GatewayBuilder approvalAbove(Money amount) {
        config.staffPolicy = config.staffPolicy.withApprovalAbove(amount);
        return this;
    }

    /** Gets each event of each order exactly once, in the transaction that notes the delivery. */
    public GatewayBuilder transactionalListener(TransactionalOrderListener listener) {
        config.transactionalListener = listener;
        return this;
    }

    /** Sends each event of each order to a shop in another process. */
    public GatewayBuilder webhook(WebhookSettings settings) {
        config.webhook = settings;
        return this;
    }

    /** Gets each event of each order, at least once. */
    public GatewayBuilder listener(OrderListener listener) {
        config.listener = listener;
        return this;
    }

    /**
     * Where the shop's days begin and end, in figures and in the daily close; UTC unless set. All nodes must have the same.
     */
    public GatewayBuilder timeZone(ZoneId value) {
        config.timeZone = value;
        return this;
    }

    /** The clock; the system's unless set. */
    public GatewayBuilder clock(InstantSource clock) {
        config.clock = clock;
        return this;
    }

    /** Throws {@link io.tillgate.failure.ConfigurationException} with everything that is wrong. Starts nothing. */
    public Gateway build() {
        config.check();
        return new Gateway(config);
    }
}
