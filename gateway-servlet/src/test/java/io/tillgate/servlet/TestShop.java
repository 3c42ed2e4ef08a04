package io.tillgate.servlet;

import static org.awaitility.Awaitility.await;

import io.tillgate.Gateway;
import io.tillgate.GatewayBuilder;
import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.checkout.CheckoutResult;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderId;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateAnswer;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerAnswer;
import io.tillgate.sandbox.IpnAttempt;
import io.tillgate.sandbox.IpnContent;
import io.tillgate.sandbox.SandboxProcessor;
import io.tillgate.testing.TestPostgres;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.security.ConstraintMapping;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.security.Credential;

/**
 * A shop on a real server with a real Postgres and the sandbox processor: one bitcoin costs 10.00000 EUR to 10.10000 EUR.
 * Anna is staff in all roles, Vera a viewer, Otto an operator, Alma an approver; Bob is only a user.
 */
final class TestShop implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    final TestPostgres postgres = TestPostgres.fresh();
    final SandboxProcessor sandbox = SandboxProcessor.start();
    final Gateway gateway;
    final TillgateServlet servlet;
    final String url;
    final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    static TestShop open() {
        return open(ServletSettings.defaults());
    }

    /** @param filters in front of the servlet, the first one outermost */
    static TestShop open(ServletSettings settings, FilterHolder... filters) {
        return new TestShop(builder -> builder, settings, filters);
    }

    /** A shop with more in its gateway, such as a second processor. */
    static TestShop open(UnaryOperator<GatewayBuilder> changes, ServletSettings settings, FilterHolder... filters) {
        return new TestShop(changes, settings, filters);
    }

    private TestShop(UnaryOperator<GatewayBuilder> changes, ServletSettings settings, FilterHolder... filters) {
        try {
            connector.setHost("127.0.0.1");
            server.addConnector(connector);
            connector.open();
            connector.setPort(connector.getLocalPort());
            url = "http://127.0.0.1:" + connector.getLocalPort() + "/pay";
            sandbox.tickers().set("EUR", "10.00000", "10.10000");
            gateway = changes.apply(gateway()).build();
            gateway.start();
            servlet = new TillgateServlet(gateway, settings);
            ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SECURITY);
            context.setSecurityHandler(security());
            for (FilterHolder filter : filters) {
                context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
            }
            context.addServletContainerInitializer(
                    (classes, servletContext) -> TillgateServlet.register(servletContext, servlet, "/pay/*"));
            server.setHandler(context);
            server.start();
        } catch (Exception broken) {
            throw new IllegalStateException("the test shop does not start", broken);
        }
        await().atMost(PATIENCE).until(() -> gateway.rates().rate(Currency.of("EUR")) instanceof RateAnswer.Rate);
    }

    private GatewayBuilder gateway() {
        return Gateway.builder()
                .dataSource(postgres.dataSource())
                .publicBaseUrl(url)
                .secretKey("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
                .mtGox(MtGoxSettings.builder()
                        .baseUrl(sandbox.baseUrl() + "/api")
                        .apiKey(sandbox.apiKey())
                        .apiSecret(sandbox.apiSecretBase64())
                        .build())
                // Iceland is on no ticker of the sandbox.
                .currencies("EUR", "ISK")
                .listener(event -> {});
    }

    static FilterHolder filter(Filter filter, Async async) {
        FilterHolder holder = new FilterHolder(filter);
        holder.setAsyncSupported(async == Async.SUPPORTED);
        return holder;
    }

    enum Async {
        SUPPORTED,
        NOT_SUPPORTED
    }

    private static ConstraintSecurityHandler security() {
        UserStore users = new UserStore();
        users.addUser("anna", Credential.getCredential("secret"), new String[] {"tillgate-admin"});
        users.addUser("vera", Credential.getCredential("secret"), new String[] {"tillgate-viewer"});
        users.addUser("otto", Credential.getCredential("secret"), new String[] {"tillgate-operator"});
        users.addUser("alma", Credential.getCredential("secret"), new String[] {"tillgate-approver"});
        users.addUser("bob", Credential.getCredential("secret"), new String[] {"customer"});
        HashLoginService login = new HashLoginService("shop");
        login.setUserStore(users);
        ConstraintMapping mapping = new ConstraintMapping();
        mapping.setPathSpec("/pay/admin/*");
        mapping.setConstraint(Constraint.ANY_USER);
        ConstraintSecurityHandler security = new ConstraintSecurityHandler();
        security.setAuthenticator(new BasicAuthenticator());
        security.setLoginService(login);
        security.setConstraintMappings(List.of(mapping));
        return security;
    }

    /** Orders for 25.00 EUR, which is 2.50000000 BTC. */
    MerchantOrder order(String reference) {
        return order(CheckoutRequest.of(reference, Money.parse(Currency.of("EUR"), "25.00"))
                .description("Three candles")
                .returnUrl("https://shop.example/orders/" + reference)
                .build());
    }

    MerchantOrder order(CheckoutRequest request) {
        CheckoutResult result = gateway.checkout(request);
        if (result instanceof CheckoutResult.Ready ready) {
            return ready.order();
        }
        throw new IllegalStateException("checkout gave " + result);
    }

    /** The price moves, from now on: what the sandbox's ticker says comes seconds later and says the same. */
    void price(String bid, String ask) {
        sandbox.tickers().set("EUR", bid, ask);
        CurrencyPair pair = CurrencyPair.btc(Currency.of("EUR"));
        Ticker ticker = Ticker.market("mtgox", pair, new BigDecimal(bid), new BigDecimal(ask), null, Instant.now());
        gateway.rates().accept(pair, "mtgox", new TickerAnswer.Received(ticker));
    }

    IpnAttempt send(MerchantOrder order, IpnContent content) {
        return sandbox.send(transaction(order.id()), content);
    }

    /** A notification of an order that nobody here knows, signed as it has to be. */
    void sendOfUnknownOrder() {
        String body = "id=11111111-2222-3333-4444-555555555555&payment_id=unknown-1&status=paid&amount=150000000"
                + "&currency=BTC&date=2026-11-25+07:12:00";
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(sandbox.apiSecretBase64()), "HmacSHA512"));
            String signature =
                    Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.US_ASCII)));
            HttpResponse<String> answer =
                    post("/ipn", body, "Rest-Sign", signature, "Content-Type", "application/x-www-form-urlencoded");
            if (!answer.body().equals("[OK]")) {
                throw new IllegalStateException("the notification was answered " + answer.body());
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String transaction(OrderId id) {
        return gateway.desk().open(id).orElseThrow().invoices().get(0).invoiceId();
    }

    String page(MerchantOrder order) {
        return "/orders/" + gateway.pageToken(order.id());
    }

    HttpResponse<String> get(String path, String... headers) {
        return exchange("GET", path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    HttpResponse<String> getAsStaff(String path, String... headers) {
        return get(path, as("anna", headers));
    }

    /** Sends a form of a page for staff; what the page would have put in it is the caller's. */
    HttpResponse<String> postForm(String user, String path, Map<String, String> fields, String... headers) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String[] more = Arrays.copyOf(headers, headers.length + 2);
        more[headers.length] = "Content-Type";
        more[headers.length + 1] = "application/x-www-form-urlencoded";
        return post(path, body, as(user, more));
    }

    static String[] as(String user, String... headers) {
        String[] more = Arrays.copyOf(headers, headers.length + 2);
        more[headers.length] = "Authorization";
        more[headers.length + 1] = basic(user);
        return more;
    }

    static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return exchange("POST", path, HttpRequest.BodyPublishers.ofString(body), headers);
    }

    HttpResponse<String> exchange(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE).method(method, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new IllegalStateException(method + " " + path, broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** A client that writes what no HTTP library would: sends the text and leaves the rest to the test. */
    Socket connect(String text) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), URI.create(url).getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Everything until the server closes the connection. */
    static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** A page of the shop itself, on the same server, of a shop that allows no more than it must. */
    static FilterHolder page(String path, String html) {
        return filter(
                (request, response, chain) -> {
                    if (((HttpServletRequest) request).getRequestURI().equals(path)) {
                        response.setContentType("text/html;charset=utf-8");
                        ((HttpServletResponse) response)
                                .setHeader(
                                        "Content-Security-Policy",
                                        "default-src 'none'; script-src 'self'; connect-src 'self'");
                        response.getWriter().write(html);
                    } else {
                        chain.doFilter(request, response);
                    }
                },
                Async.SUPPORTED);
    }

    /** Nobody can reach the server any more, and all connections end; it lives on. */
    void stopServer() {
        try {
            connector.stop();
        } catch (Exception broken) {
            throw new IllegalStateException("the server does not stop", broken);
        }
    }

    /** The server is back at the same address. */
    void startServer() {
        try {
            connector.start();
        } catch (Exception broken) {
            throw new IllegalStateException("the server does not start again", broken);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception broken) {
            throw new IllegalStateException("the test shop does not stop", broken);
        } finally {
            gateway.close();
            sandbox.close();
            postgres.close();
        }
    }
}
