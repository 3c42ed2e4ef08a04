package io.tillgate.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tillgate.Gateway;
import io.tillgate.servlet.ServletSettings;
import io.tillgate.servlet.StaffMember;
import io.tillgate.servlet.TillgateServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.sql.DataSource;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Tillgate's pages on Jetty, where everybody is staff, and a clock around each request. */
final class AdminServer implements AutoCloseable {

    private final HikariDataSource pool;
    private final Server server;
    private final ServerConnector connector;
    private final AtomicLong lastNanos = new AtomicLong();

    AdminServer(String databaseUrl, Function<DataSource, Gateway> gateways) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(databaseUrl);
        this.pool = new HikariDataSource(config);
        this.server = new Server();
        this.connector = new ServerConnector(server);
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS);
        ServletSettings settings = ServletSettings.builder()
                .adminAuthorizer(request -> Optional.of(StaffMember.admin("ann")))
                .build();
        ServletHolder holder = new ServletHolder(new TillgateServlet(gateways.apply(pool), settings));
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/pay/*");
        Filter clock = (request, response, chain) -> {
            long start = System.nanoTime();
            chain.doFilter(request, response);
            response.flushBuffer();
            // Of an answer that nobody waits for to its end this would be told too late.
            if (!AdminBench.isOnlyBegun(((HttpServletRequest) request).getRequestURI())) {
                lastNanos.set(System.nanoTime() - start);
            }
        };
        FilterHolder clocked = new FilterHolder(clock);
        clocked.setAsyncSupported(true);
        context.addFilter(clocked, "/pay/*", EnumSet.of(DispatcherType.REQUEST));
        server.setHandler(context);
        server.start();
    }

    DataSource pool() {
        return pool;
    }

    int port() {
        return connector.getLocalPort();
    }

    long lastNanos() {
        return lastNanos.get();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IllegalStateException("Jetty did not stop", failure);
        } finally {
            pool.close();
        }
    }
}
