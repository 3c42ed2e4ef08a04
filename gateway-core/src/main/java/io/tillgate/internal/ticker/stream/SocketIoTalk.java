package io.tillgate.internal.ticker.stream;

import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.Ticker;
import java.util.function.Function;

/**
 * The framing of socket.io 0.x around another conversation: {@code type:id:endpoint:data}. The session is joined, then
 * the endpoint, then the other conversation begins.
 *
 * <p>Source: protocol/mtgox.md 5.2.
 */
final class SocketIoTalk implements Conversation {

    private static final String ENDPOINT = "/mtgox";
    private static final int PARTS = 4;

    private final Line line;
    private final Conversation inner;

    /** @param inner makes the conversation whose frames are wrapped */
    SocketIoTalk(Line line, Function<Line, Conversation> inner) {
        this.line = line;
        this.inner = inner.apply(new FramedLine());
    }

    /** Speaking first is the server's part. */
    @Override
    public void opened() {}

    @Override
    public void beat() {
        inner.beat();
    }

    @Override
    public void leaving() {
        line.say("0::");
    }

    @Override
    public void heard(String frame) {
        String[] parts = frame.split(":", PARTS);
        if (parts.length < 3 || parts[0].length() != 1) {
            throw new UnreadableFrame("it is no frame of socket.io");
        }
        String data = parts.length == PARTS ? parts[3] : "";
        boolean ours = parts[2].equals(ENDPOINT);
        switch (parts[0].charAt(0)) {
            case '0' -> line.broken("ended the session");
            case '1' -> joined(ours, parts[2].isEmpty());
            case '2' -> line.say("2::");
            case '3', '4' -> {
                if (ours) {
                    inner.heard(data);
                }
            }
            // Events, acknowledgements and frames that mean nothing: nobody sends one that matters here.
            case '5', '6', '8' -> {}
            case '7' -> line.broken("refuses the session: " + FrameJson.printable(data));
            default -> throw new UnreadableFrame("its type is unknown");
        }
    }

    private void joined(boolean endpoint, boolean session) {
        if (session) {
            line.say("1::" + ENDPOINT);
        } else if (endpoint) {
            inner.opened();
        }
    }

    private final class FramedLine implements Line {

        @Override
        public void say(String frame) {
            line.say("4::" + ENDPOINT + ":" + frame);
        }

        @Override
        public void received(Ticker ticker) {
            line.received(ticker);
        }

        @Override
        public void refused(CurrencyPair pair, String reason) {
            line.refused(pair, reason);
        }

        @Override
        public void renew() {
            line.renew();
        }

        @Override
        public void broken(String reason) {
            line.broken(reason);
        }
    }
}
