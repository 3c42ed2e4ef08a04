package io.tillgate.demo;

import io.tillgate.Gateway;
import io.tillgate.GatewayBuilder;
import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.checkout.CheckoutResult;
import io.tillgate.migrations.TillgateMigrations;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.NodeSettings;
import io.tillgate.processor.ProcessorId;
import io.tillgate.rate.ConversionAnswer;
import io.tillgate.rate.RateAnswer;
import io.tillgate.sandbox.SandboxProcessor;
import io.tillgate.servlet.TillgateServlet;
import jakarta.servlet.Servlet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Everything that this shop does with Tillgate, in the order in which a shop meets it. Copy from here. */
final class ShopGateway implements AutoCloseable {
    private final Gateway gateway;
    private final String shopUrl;

    private ShopGateway(Gateway gateway, String shopUrl) {
        this.gateway = gateway;
        this.shopUrl = shopUrl;
    }

    /** 1. When the application starts: bring the schema up to date, build one gateway, start it. */
    static ShopGateway open(
            DataSource database,
            ShopOrders orders,
            String shopUrl,
            SandboxProcessor processor,
            @Nullable NodeSettings node)
            throws SQLException {
        TillgateMigrations.migrate(database);
        GatewayBuilder builder = Gateway.builder()
                .dataSource(database)
                .publicBaseUrl(shopUrl + "/pay")
                // The demo makes one up and keeps it; a real shop reads it from where its secrets are.
                .secretKey(orders.secret("gateway"))
                .mtGox(MtGoxSettings.builder()
                        .baseUrl(processor.baseUrl() + "/api")
                        .apiKey(processor.apiKey())
                        .apiSecret(processor.apiSecretBase64())
                        .build())
                .currencies("EUR", "JPY")
                .listener(orders::onEvent);
        if (node != null) {
            // A second processor: the first one is taken where a checkout names none.
            builder.node(node);
        }
        Gateway gateway = builder.build();
        gateway.start();
        return new ShopGateway(gateway, shopUrl);
    }

    /** 2. Mount the servlet below {@code /pay}: notifications, the buyer's order page, prices, the staff's pages. */
    Servlet servlet() {
        return new TillgateServlet(gateway);
    }

    /** 3. On the shop's pages: what a price tag costs in bitcoin right now. Never waits for the network. */
    Optional<Money> inBitcoin(Money price) {
        return gateway.rates().convert(price, Currency.BTC) instanceof ConversionAnswer.Converted converted
                ? Optional.of(converted.conversion().to())
                : Optional.empty();
    }

    RateAnswer rate(Currency currency) {
        return gateway.rates().rate(currency);
    }

    boolean knowsPrices() {
        return Product.CURRENCIES.stream().allMatch(currency -> rate(currency) instanceof RateAnswer.Rate);
    }

    /** 4. When a customer buys: send them where the result says. The same reference never makes a second open order. */
    CheckoutResult checkout(ShopOrder order) {
        return gateway.checkout(CheckoutRequest.of(order.reference(), order.price())
                .processor(order.processor())
                .description(order.product().title())
                .returnUrl(shopUrl + "/orders/" + order.reference())
                .build());
    }

    /** What a customer can choose from, the default one first. */
    Set<ProcessorId> processors() {
        return gateway.processors().keySet();
    }

    /** 5. When it is paid, {@link ShopOrders#onEvent} hears of it. Any time in between, look: */
    Optional<MerchantOrder> merchantOrder(ShopOrder order) {
        return gateway.orders(order.reference()).stream().findFirst();
    }

    /** Tillgate's own page of the order, which follows the payment live. */
    String orderUrl(MerchantOrder order) {
        return gateway.orderUrl(order.id());
    }

    /** 6. When the application stops. */
    @Override
    public void close() {
        gateway.close();
    }
}
