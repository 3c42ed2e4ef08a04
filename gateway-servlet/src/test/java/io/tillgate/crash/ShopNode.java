package io.tillgate.crash;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tillgate.Gateway;
import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.checkout.CheckoutResult;
import io.tillgate.failure.GatewayException;
import io.tillgate.money.Money;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.servlet.TillgateServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * One node of a small shop, in a JVM of its own: says its port on the first line, sells at {@code /shop/checkout}, and ends
 * with whoever started it.
 */
final class ShopNode {

    static final String PORT_LINE = "port ";

    private ShopNode() {}

    public static void main(String[] args) throws Exception {
        endWithParent();
        Shop shop = new Shop(pool());
        Gateway gateway = Gateway.builder()
                .dataSource(shop.dataSource())
                .publicBaseUrl(setting("publicBaseUrl"))
                .secretKey(setting("secretKey"))
                .timeToPay(Duration.parse(setting("timeToPay")))
                .mtGox(MtGoxSettings.builder()
                        .baseUrl(setting("processorUrl"))
                        .apiKey(setting("apiKey"))
                        .apiSecret(setting("apiSecret"))
                        .callTimeout(Duration.ofSeconds(2))
                        .build())
                .listener(shop::hear)
                .transactionalListener(shop::book)
                .build();
        gateway.start();

        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/");
        ServletHolder tillgate = new ServletHolder(new TillgateServlet(gateway));
        tillgate.setAsyncSupported(true);
        context.addServlet(tillgate, "/pay/*");
        context.addServlet(new ServletHolder(new CheckoutServlet(gateway)), "/shop/checkout");
        server.setHandler(context);
        server.start();
        System.out.println(PORT_LINE + ((ServerConnector) server.getConnectors()[0]).getLocalPort());
    }

    static String setting(String name) {
        return System.getProperty("node." + name);
    }

    /** As the guide tells an operator to set it up. */
    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(setting("jdbcUrl") + "&socketTimeout=10&connectTimeout=3&tcpKeepAlive=true");
        config.setMaximumPoolSize(8);
        config.setConnectionTimeout(3000);
        return new HikariDataSource(config);
    }

    private static void endWithParent() {
        Thread watch = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {
                    // Nothing is ever sent.
                }
            } catch (IOException gone) {
                // The same as its end.
            }
            Runtime.getRuntime().halt(1);
        });
        watch.setDaemon(true);
        watch.start();
    }

    /** Answers one word, and what goes with it. */
    private static final class CheckoutServlet extends HttpServlet {

        private static final long serialVersionUID = 1L;

        private final transient Gateway gateway;

        CheckoutServlet(Gateway gateway) {
            this.gateway = gateway;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            try {
                CheckoutResult result = gateway.checkout(CheckoutRequest.of(
                                request.getParameter("reference"),
                                Money.satoshi(Long.parseLong(request.getParameter("satoshi"))))
                        .build());
                String paymentUrl = result instanceof CheckoutResult.Ready ready ? " " + ready.paymentUrl() : "";
                response.getWriter().print(result.getClass().getSimpleName() + paymentUrl);
            } catch (GatewayException outage) {
                response.sendError(503);
            }
        }
    }
}
