package io.tillgate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * A TCP proxy on 127.0.0.1 between a client and a server, with faults that are switched on and off while it runs. Does
 * nothing at random. Each fault holds for one direction, or for both; a connection that carries no bytes meets it with the
 * next one that it carries.
 */
public final class FaultProxy implements AutoCloseable {

    /** What becomes of bytes. */
    public enum Fault {
        /** They pass. */
        NONE,
        /** They are held, as by a network that drops packets, and pass once the fault is over. Connecting works. */
        BLACK_HOLE,
        /** Others come in their stead. */
        GARBAGE,
        /** Half of them pass, then the stream ends (FIN); the other direction stays. */
        HALF_CLOSE,
        /** They are lost, and both ends get a reset (RST). */
        CUT
    }

    /** Whose bytes. */
    public enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    private static final int BACKLOG = 200;

    private final ServerSocket entrance;
    private final IntSupplier serverPort;
    private final Set<FaultyLink> links = ConcurrentHashMap.newKeySet();
    private final Conditions conditions = new Conditions();
    private final Thread acceptor;
    private volatile boolean open = true;

    private FaultProxy(IntSupplier serverPort) {
        this.serverPort = serverPort;
        try {
            entrance = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        acceptor = daemon("accept", this::accept);
    }

    /** Stands before a server on a port of 127.0.0.1. */
    public static FaultProxy before(int serverPort) {
        return new FaultProxy(() -> serverPort);
    }

    /** Asks for the server's port with each new connection; a negative one resets the connection. */
    public static FaultProxy before(IntSupplier serverPort) {
        return new FaultProxy(serverPort);
    }

    /** The port to connect to instead of the server's. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** Switches a fault on for one direction; the other one stays as it is. */
    public void fault(Direction direction, Fault fault) {
        conditions.fault(direction, fault);
    }

    /** Switches a fault on for both directions. */
    public void fault(Fault fault) {
        conditions.fault(Direction.TO_SERVER, fault);
        conditions.fault(Direction.TO_CLIENT, fault);
    }

    /** Each piece of bytes waits this long. */
    public void delay(Direction direction, Duration delay) {
        conditions.delay(direction, delay);
    }

    /** Everything passes again; what was held goes on its way. */
    public void heal() {
        conditions.heal();
    }

    /** Resets all connections that there are. */
    public void cutConnections() {
        links.forEach(FaultyLink::cut);
    }

    /**
     * The connections that there are never carry a byte again and never end, as when the peer's machine lost power; new ones
     * are fine.
     */
    public void freezeConnections() {
        links.forEach(FaultyLink::freeze);
    }

    /** How many connections there are. */
    public int connections() {
        return links.size();
    }

    @Override
    public void close() {
        open = false;
        try {
            entrance.close();
            // The kernel listens for as long as a thread is still inside accept, whatever close() said.
            acceptor.join();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        cutConnections();
        conditions.heal();
    }

    static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, "fault-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accept() {
        while (open) {
            try {
                Socket client = entrance.accept();
                daemon("connect", () -> connect(client));
            } catch (IOException closed) {
                open = false;
            }
        }
    }

    private void connect(Socket client) {
        int port = serverPort.getAsInt();
        try {
            if (port < 0) {
                FaultyLink.reset(client);
                return;
            }
            Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
            FaultyLink link = new FaultyLink(client, server, conditions, links::remove);
            links.add(link);
            link.start();
            if (!open) {
                link.cut();
            }
        } catch (IOException unreachable) {
            FaultyLink.reset(client);
        }
    }
}
