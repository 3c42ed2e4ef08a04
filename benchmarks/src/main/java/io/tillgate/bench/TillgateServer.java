package io.tillgate.bench;

import io.tillgate.Gateway;
import io.tillgate.event.OrderEvent;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.servlet.TillgateServlet;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * Side A: Tillgate on Jetty, as a shop embeds it. Its listener can be told to stand still, so that delivering the events
 * of one measurement does not take from the next.
 */
final class TillgateServer {

    private static final AtomicLong EVENTS = new AtomicLong();
    private static final Object GATE = new Object();
    private static boolean open = true;

    private TillgateServer() {}

    public static void main(String[] arguments) throws Exception {
        BenchServer.run(arguments[0], TillgateServer::servlet, TillgateServer::obey);
    }

    static long eventsDelivered() {
        return EVENTS.get();
    }

    private static TillgateServlet servlet(DataSource database) {
        Gateway gateway = Gateway.builder()
                .dataSource(database)
                .publicBaseUrl("http://127.0.0.1/pay")
                .secretKey(Wire.SECRET_KEY_BASE64)
                .mtGox(MtGoxSettings.builder()
                        .baseUrl("http://127.0.0.1:9/api")
                        .apiKey(Wire.API_KEY)
                        .apiSecret(Wire.API_SECRET_BASE64)
                        .build())
                .listener(TillgateServer::hear)
                .build();
        gateway.start();
        return new TillgateServlet(gateway);
    }

    private static void hear(OrderEvent event) throws InterruptedException {
        synchronized (GATE) {
            while (!open) {
                GATE.wait();
            }
        }
        EVENTS.incrementAndGet();
    }

    private static String obey(String command) {
        synchronized (GATE) {
            open = switch (command) {
                case "events-on" -> true;
                case "events-off" -> false;
                default -> throw new IllegalArgumentException("no command " + command);
            };
            GATE.notifyAll();
        }
        return command;
    }
}
