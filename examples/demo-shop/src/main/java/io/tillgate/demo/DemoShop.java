package io.tillgate.demo;

import com.zaxxer.hikari.HikariDataSource;
import io.tillgate.failure.ConfigurationException;
import io.tillgate.sandbox.SandboxBuilder;
import io.tillgate.sandbox.SandboxProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * The demo in one JVM: Postgres, the sandbox processor and a shop that embeds Tillgate. Everything listens on
 * 127.0.0.1. How a shop embeds Tillgate is all in {@link ShopGateway}.
 */
public final class DemoShop implements AutoCloseable {
    private static final Duration IPN_RETRY_INTERVAL = Duration.ofSeconds(5);
    private static final Duration PRICES_WAIT_MAX = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final OpenThings things;
    private final String shopUrl;
    private final StaffLogin login;

    private DemoShop(OpenThings things, String shopUrl, StaffLogin login) {
        this.things = things;
        this.shopUrl = shopUrl;
        this.login = login;
    }

    /** What {@code mvn -q -Pdemo} runs, until Ctrl-C. */
    public static void main(String[] arguments) throws InterruptedException {
        OpenThings things = new OpenThings();
        Runtime.getRuntime().addShutdownHook(new Thread(things::close, "demo-shop-stop"));
        try {
            System.out.println(start(System.getenv(), things).startLine());
        } catch (OpenThings.StoppedException stopped) {
            // The hook has closed everything and the JVM is on its way out.
        } catch (ConfigurationException wrong) {
            exit(String.valueOf(wrong.getMessage()));
        } catch (Exception broken) {
            exit("Tillgate demo shop does not start: " + reasons(broken));
        }
        // Waits for the end of the JVM: returning would close the class loader that the hook still needs.
        new CountDownLatch(1).await();
    }

    /** Starts the demo with these variables; throws {@link ConfigurationException} with all that is wrong in them. */
    static DemoShop start(Map<String, String> environment) throws Exception {
        OpenThings things = new OpenThings();
        try {
            return start(environment, things);
        } catch (Exception broken) {
            things.close();
            throw broken;
        }
    }

    private static DemoShop start(Map<String, String> environment, OpenThings things) throws Exception {
        DemoSettings settings = DemoSettings.read(environment);
        HikariDataSource database = DemoDatabase.open(settings, things);
        SandboxProcessor sandbox = things.open(() -> sandbox(settings).start());
        ShopServer server = things.open(() -> ShopServer.bind(settings.port()));
        ShopOrders orders = ShopOrders.migrated(database);
        ShopGateway gateway =
                things.open(() -> ShopGateway.open(database, orders, server.baseUrl(), sandbox, settings.node()));
        Shop shop =
                new Shop(gateway, orders, new Visitors(orders.secret("forms")), new Pages(gateway), sandbox.baseUrl());
        StaffLogin login = StaffLogin.random();
        things.open(() -> server.serve(shop, login));
        awaitPrices(gateway);
        return new DemoShop(things, server.baseUrl(), login);
    }

    /** Whoever follows the start line at once shall find prices; without them the shop works too. */
    private static void awaitPrices(ShopGateway gateway) throws InterruptedException {
        Instant patience = Instant.now().plus(PRICES_WAIT_MAX);
        while (!gateway.knowsPrices() && Instant.now().isBefore(patience)) {
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
    }

    private static SandboxBuilder sandbox(DemoSettings settings) {
        SandboxBuilder sandbox =
                SandboxProcessor.builder().port(settings.sandboxPort()).ipnRetryInterval(IPN_RETRY_INTERVAL);
        if (settings.sandboxKey() != null) {
            sandbox.apiKey(settings.sandboxKey());
        }
        if (settings.sandboxSecret() != null) {
            sandbox.apiSecretBase64(settings.sandboxSecret());
        }
        return sandbox;
    }

    /** Such as {@code http://localhost:8080}. */
    String shopUrl() {
        return shopUrl;
    }

    StaffLogin login() {
        return login;
    }

    String startLine() {
        return "Tillgate demo shop: " + shopUrl + "/   (staff: " + shopUrl + "/pay/admin, login " + login.name() + " / "
                + login.password() + ")";
    }

    @Override
    public void close() {
        things.close();
    }

    private static void exit(String message) {
        System.err.println(message);
        System.exit(1);
    }

    private static String reasons(Throwable broken) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (text.indexOf(message) < 0) {
                text.append(text.isEmpty() ? "" : "\n  because ").append(message);
            }
        }
        return text.toString();
    }
}
