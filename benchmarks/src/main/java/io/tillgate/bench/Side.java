package io.tillgate.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One of the two servers, with what was sent to it and what came of it. */
final class Side {

    private final String name;
    private final ServerProcess server;
    private final boolean deliversEvents;
    private final List<Ipns> sent = new ArrayList<>();
    private long perSecond;

    private Side(String name, ServerProcess server, boolean deliversEvents, long perSecond) {
        this.name = name;
        this.server = server;
        this.deliversEvents = deliversEvents;
        this.perSecond = perSecond;
    }

    static Side tillgate(ServerProcess server) {
        return new Side("tillgate", server, true, 12_000);
    }

    static Side handWritten(ServerProcess server) {
        return new Side("handwritten", server, false, 5_000);
    }

    String name() {
        return name;
    }

    ServerProcess server() {
        return server;
    }

    /** Lets the relay deliver, or makes its listener wait. */
    void deliverEvents(boolean on) throws IOException {
        if (deliversEvents) {
            server.tell(on ? "events-on" : "events-off");
        }
    }

    /** Remembers what is about to be sent, to look for it afterwards. */
    Ipns keep(Ipns ipns) {
        sent.add(ipns);
        return ipns;
    }

    List<Ipns> sent() {
        return sent;
    }

    /** The rate to prepare for, with some reserve. */
    long perSecondExpected() {
        return perSecond * 13 / 10;
    }

    void learn(Measurement measured) {
        perSecond = Math.max(1000, measured.perSecond());
    }
}
