package io.tillgate.bench.rates;

import io.tillgate.Gateway;
import io.tillgate.bench.ServerProcess;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.rate.RateService;
import io.tillgate.servlet.ServletSettings;
import io.tillgate.servlet.TillgateServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One Jetty with Tillgate and with a handler that does nothing. The gateway is not started, so that no loop disturbs: the
 * prices come over standard input, as a source would bring them.
 */
final class RatesServer {

    static final String EMPTY = "/empty";
    static final String TILLGATE = "/pay";

    private static final int THREADS_MAX = 200;

    /** Pages that all come at once wait to be accepted, instead of being turned away by the kernel and trying again. */
    private static final int ACCEPT_QUEUE = 4096;

    private RatesServer() {}

    /** The argument is how many pages may listen. Ends with its input. */
    public static void main(String[] arguments) throws Exception {
        Gateway gateway = gateway();
        Server server = new Server(new QueuedThreadPool(THREADS_MAX));
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(new HttpConfiguration()));
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS);
        context.addServlet(new ServletHolder(new Empty()), EMPTY);
        ServletSettings settings = ServletSettings.builder()
                .rateListenersMax(Integer.parseInt(arguments[0]))
                .build();
        ServletHolder tillgate = new ServletHolder(new TillgateServlet(gateway, settings));
        tillgate.setAsyncSupported(true);
        context.addServlet(tillgate, TILLGATE + "/*");
        server.setHandler(context);
        server.start();
        System.out.println(ServerProcess.PORT + connector.getLocalPort());
        obey(gateway.rates());
        System.exit(0);
    }

    private static void obey(RateService rates) throws Exception {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            if (command.equals("heap")) {
                System.out.println(usedHeapBytes());
            } else {
                Market.tell(rates, new BigDecimal(command));
                System.out.println(command);
            }
        }
    }

    private static long usedHeapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static Gateway gateway() {
        PGSimpleDataSource nobody = new PGSimpleDataSource();
        nobody.setUrl("jdbc:postgresql://127.0.0.1:9/none");
        byte[] secret =
                "a secret of the benchmark, of 64 bytes, as on the real wire; end".getBytes(StandardCharsets.US_ASCII);
        return Gateway.builder()
                .dataSource(nobody)
                .publicBaseUrl("http://127.0.0.1" + TILLGATE)
                .secretKey(Base64.getEncoder().encodeToString(secret))
                .mtGox(MtGoxSettings.builder()
                        .baseUrl("http://127.0.0.1:9/api")
                        .apiKey("52915cb8-4d97-4115-a43a-393c407143ae")
                        .apiSecret(Base64.getEncoder().encodeToString(secret))
                        .build())
                .currencies("EUR")
                .listener(event -> {})
                .build();
    }

    /** What the server itself costs: 200 and no body. */
    private static final class Empty extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(200);
        }
    }
}
