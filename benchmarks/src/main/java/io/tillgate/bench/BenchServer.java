package io.tillgate.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.Servlet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import javax.sql.DataSource;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * What both servers share: the same Jetty and the same pool. Takes one-word commands on its standard input and answers
 * each with one line; ends with its input, so that it does not outlive whoever started it.
 */
final class BenchServer {

    /** Connections to Postgres, of either server. */
    static final int POOL_SIZE = 16;

    private static final int THREADS_MAX = 200;

    private final CountingDataSource database;
    private final Function<String, String> ownCommands;

    private BenchServer(CountingDataSource database, Function<String, String> ownCommands) {
        this.database = database;
        this.ownCommands = ownCommands;
    }

    /** Makes a servlet that writes to a database. */
    @FunctionalInterface
    interface ServletFactory {
        Servlet on(DataSource database) throws Exception;
    }

    /** Runs until standard input ends. */
    static void run(String databaseUrl, ServletFactory servlets, Function<String, String> ownCommands)
            throws Exception {
        CountingDataSource database = new CountingDataSource(pool(databaseUrl));
        Server server = new Server(new QueuedThreadPool(THREADS_MAX));
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(new HttpConfiguration()));
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS);
        ServletHolder holder = new ServletHolder(servlets.on(database));
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/pay/*");
        server.setHandler(context);
        server.start();
        System.out.println(ServerProcess.PORT + connector.getLocalPort());
        new BenchServer(database, ownCommands).obey();
        // Whatever threads there still are; not halt(), which would leave a recording unwritten.
        System.exit(0);
    }

    private void obey() throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            System.out.println(answer(command));
        }
    }

    private String answer(String command) {
        return switch (command) {
            case "stats" -> ServerStats.now(database).toLine();
            case "count-on" -> database.count(true);
            case "count-off" -> database.count(false);
            default -> ownCommands.apply(command);
        };
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(POOL_SIZE);
        return new HikariDataSource(config);
    }
}
