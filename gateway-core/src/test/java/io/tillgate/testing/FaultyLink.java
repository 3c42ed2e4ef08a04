package io.tillgate.testing;

import io.tillgate.testing.FaultProxy.Direction;
import io.tillgate.testing.FaultProxy.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One connection through a {@link FaultProxy}: two threads that carry bytes, one a direction. */
final class FaultyLink {

    private static final int PIECE_BYTES_MAX = 16 * 1024;
    private static final int GARBAGE = 0x5A;

    private final Socket client;
    private final Socket server;
    private final Conditions conditions;
    private final Consumer<FaultyLink> onEnd;
    private final AtomicInteger streams = new AtomicInteger(2);
    private volatile boolean open = true;
    private volatile boolean frozen;

    FaultyLink(Socket client, Socket server, Conditions conditions, Consumer<FaultyLink> onEnd) throws IOException {
        this.client = client;
        this.server = server;
        this.conditions = conditions;
        this.onEnd = onEnd;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    void start() {
        FaultProxy.daemon("to-server", () -> carry(Direction.TO_SERVER, client, server));
        FaultProxy.daemon("to-client", () -> carry(Direction.TO_CLIENT, server, client));
    }

    void freeze() {
        frozen = true;
    }

    /** Both ends get a reset. */
    void cut() {
        open = false;
        reset(client);
        reset(server);
        conditions.recheck();
        onEnd.accept(this);
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException gone) {
            // It was reset by the other end.
        }
    }

    private void carry(Direction direction, Socket from, Socket to) {
        byte[] piece = new byte[PIECE_BYTES_MAX];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int count = in.read(piece);
            while (count >= 0) {
                Fault fault = conditions.await(direction, () -> open, () -> frozen);
                if (fault == Fault.CUT) {
                    cut();
                    return;
                }
                if (fault == Fault.HALF_CLOSE) {
                    out.write(piece, 0, count / 2);
                    break;
                }
                out.write(fault == Fault.GARBAGE ? garbage(piece, count) : piece, 0, count);
                count = in.read(piece);
            }
            conditions.await(direction, () -> open, () -> frozen);
            to.shutdownOutput();
            streamEnded();
        } catch (IOException broken) {
            cut();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            cut();
        }
    }

    private void streamEnded() throws IOException {
        if (streams.decrementAndGet() == 0) {
            open = false;
            client.close();
            server.close();
            onEnd.accept(this);
        }
    }

    private static byte[] garbage(byte[] piece, int count) {
        byte[] other = new byte[count];
        for (int i = 0; i < count; i++) {
            other[i] = (byte) (piece[i] ^ GARBAGE);
        }
        return other;
    }
}
