package io.tillgate.sandbox;

import java.io.IOException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A Jetty that listens on 127.0.0.1 and nowhere else, on daemon threads. */
public final class LoopbackServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int THREADS_MAX = 64;
    private static final long IDLE_MILLIS_MAX = 30_000;

    private final Server server;
    private final String baseUrl;

    private LoopbackServer(Server server, String baseUrl) {
        this.server = server;
        this.baseUrl = baseUrl;
    }

    /** Takes the port; requests wait until {@link #serve}. */
    public static LoopbackServer bind(int port) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX);
        threads.setName("sandbox-http");
        threads.setDaemon(true);
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(HOST);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS_MAX);
        server.addConnector(connector);
        try {
            connector.open();
        } catch (IOException taken) {
            throw new IllegalStateException(
                    "cannot listen on " + HOST + ":" + port + ": stop the program that holds the port, or use another",
                    taken);
        }
        return new LoopbackServer(server, "http://" + HOST + ":" + connector.getLocalPort());
    }

    public String baseUrl() {
        return baseUrl;
    }

    public void serve(Handler handler) {
        server.setHandler(handler);
        try {
            server.start();
        } catch (Exception broken) {
            throw new IllegalStateException("Jetty does not start on " + baseUrl, broken);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception broken) {
            throw new IllegalStateException("Jetty does not stop on " + baseUrl, broken);
        }
    }
}
