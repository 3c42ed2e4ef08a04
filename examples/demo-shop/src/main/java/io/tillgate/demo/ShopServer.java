package io.tillgate.demo;

import jakarta.servlet.Servlet;
import java.io.IOException;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.servlet.security.ConstraintMapping;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.security.Credential;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The shop's Jetty: what stands in a {@code web.xml} elsewhere. */
final class ShopServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int THREADS_MAX = 64;

    private final Server server;
    private final ServerConnector connector;

    private ShopServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /** Takes the port, so that the public URL is known; requests wait until {@link #serve}. */
    static ShopServer bind(int port) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX);
        threads.setName("demo-shop-http");
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(HOST);
        connector.setPort(port);
        server.addConnector(connector);
        connector.open();
        return new ShopServer(server, connector);
    }

    /** Such as {@code http://localhost:8080}. */
    String baseUrl() {
        return "http://localhost:" + connector.getLocalPort();
    }

    /** Answers requests from now on, until the handle is closed. */
    AutoCloseable serve(Shop shop, StaffLogin login) throws Exception {
        ServletContextHandler context =
                new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS | ServletContextHandler.SECURITY);
        add(context, new HomeServlet(shop), "");
        add(context, new CheckoutServlet(shop), "/checkout");
        add(context, new OrdersServlet(shop), "/orders/*");
        add(context, new AssetServlet(), "/assets/*");
        add(context, new NotFoundServlet(shop), "/");
        add(context, shop.gateway().servlet(), "/pay/*");
        context.setSecurityHandler(staffOnly(login));
        server.setHandler(context);
        server.start();
        return server::stop;
    }

    private static void add(ServletContextHandler context, Servlet servlet, String path) {
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, path);
    }

    /** Tillgate asks the container whether a user has a role; who has it is the shop's business. */
    private static ConstraintSecurityHandler staffOnly(StaffLogin login) {
        UserStore users = new UserStore();
        for (StaffLogin.Person person : StaffLogin.PEOPLE) {
            users.addUser(person.name(), Credential.getCredential(login.password()), new String[] {person.role()});
        }
        HashLoginService service = new HashLoginService("Tillgate demo staff");
        service.setUserStore(users);

        ConstraintMapping admin = new ConstraintMapping();
        admin.setPathSpec("/pay/admin/*");
        admin.setConstraint(Constraint.from(
                StaffLogin.PEOPLE.stream().map(StaffLogin.Person::role).toArray(String[]::new)));
        ConstraintSecurityHandler security = new ConstraintSecurityHandler();
        security.setAuthenticator(new BasicAuthenticator());
        security.setLoginService(service);
        security.addConstraintMapping(admin);
        return security;
    }

    @Override
    public void close() {
        connector.close();
    }
}
