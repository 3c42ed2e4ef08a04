package io.tillgate.bench.chain;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tillgate.Gateway;
import io.tillgate.bench.ServerProcess;
import io.tillgate.order.OrderPolicy;
import io.tillgate.processor.BitcoinNetwork;
import io.tillgate.processor.NodeSettings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import javax.sql.DataSource;

/** A whole shop that takes payments through a node, in a JVM of its own. */
final class SmallShop {

    /** The system property with the node's address. */
    static final String NODE = "node";

    private static final OrderPolicy MONTH_TO_PAY = OrderPolicy.DEFAULT.withTimeToPay(Duration.ofDays(30));
    private static final String SECRET_KEY =
            Base64.getEncoder().encodeToString("a key of the benchmark: 32 bytes".getBytes(StandardCharsets.US_ASCII));

    private SmallShop() {}

    /** The argument is the database. Ends with its input. */
    public static void main(String[] arguments) throws Exception {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(arguments[0]);
        pool.setMaximumPoolSize(4);
        try (HikariDataSource database = new HikariDataSource(pool);
                Gateway gateway = gateway(database, System.getProperty(NODE), InstantSource.system())) {
            gateway.start();
            // Nobody connects to it.
            System.out.println(ServerProcess.PORT + 0);
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                System.out.println(usedHeapBytes());
            }
        }
        System.exit(0);
    }

    static Gateway gateway(DataSource database, String node, InstantSource clock) {
        return Gateway.builder()
                .dataSource(database)
                .publicBaseUrl("http://127.0.0.1/pay")
                .secretKey(SECRET_KEY)
                .orderPolicy(MONTH_TO_PAY)
                .clock(clock)
                .node(NodeSettings.builder()
                        .url(node)
                        .credentials("bench", "bench")
                        .network(BitcoinNetwork.REGTEST)
                        .accountKey(CatchUp.VPUB)
                        .pollEvery(Duration.ofMillis(50))
                        .build())
                .listener(event -> {})
                .build();
    }

    private static long usedHeapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
