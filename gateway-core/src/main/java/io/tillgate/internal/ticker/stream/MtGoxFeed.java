package io.tillgate.internal.ticker.stream;

import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.PriceSide;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * The streams of a server that speaks the Mt. Gox wire. The scheme of the address tells which: {@code wss} is the plain
 * websocket, {@code https} is where socket.io 0.x begins its handshake, such as
 * {@code https://socketio.mtgox.com/socket.io/1}.
 *
 * <p>Source: protocol/mtgox.md 5.2 and 5.3. Channels are named in the address, and subscribed to once more when the
 * connection stands, since servers of different years heeded one or the other.
 */
record MtGoxFeed(String name, String streamUrl, String userAgent) implements Feed {

    /** Heartbeats come more often, and so do tickers. */
    static final Duration SILENCE_MAX = Duration.ofSeconds(60);

    /** Becomes a part of a path. */
    private static final Pattern SESSION_ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    @Override
    public Entrance entrance(Set<CurrencyPair> pairs) {
        return isSocketIo() ? handshake(pairs) : new Entrance.Direct(plainUpgrade(pairs));
    }

    @Override
    public Duration silenceMax() {
        return SILENCE_MAX;
    }

    @Override
    public Set<PriceSide> sides() {
        return EnumSet.allOf(PriceSide.class);
    }

    @Override
    public Conversation converse(Set<CurrencyPair> pairs, Line line, InstantSource clock) {
        return isSocketIo()
                ? new SocketIoTalk(line, framed -> new MtGoxTalk(name, pairs, framed, clock))
                : new MtGoxTalk(name, pairs, line, clock);
    }

    private boolean isSocketIo() {
        return streamUrl.startsWith("http");
    }

    /** The server is particular about an Origin of host and port. */
    private Request plainUpgrade(Set<CurrencyPair> pairs) {
        HttpUrl url = HttpUrl.get("http" + streamUrl.substring("ws".length()));
        return request(withChannels(url, pairs))
                .header("Origin", url.host() + ":" + url.port())
                .build();
    }

    private Entrance handshake(Set<CurrencyPair> pairs) {
        HttpUrl url = HttpUrl.get(streamUrl);
        return new Entrance.Asked(
                request(withChannels(url, pairs)).header("Accept", "text/plain").build(), answer -> {
                    HttpUrl session = url.newBuilder()
                            .addPathSegment("websocket")
                            .addPathSegment(sessionId(answer))
                            .build();
                    return request(withChannels(session, pairs)).build();
                });
    }

    /** The answer is {@code session:heartbeat:close:transport,transport}, with two times that may be empty. */
    private static String sessionId(String answer) {
        String[] parts = answer.strip().split(":", -1);
        if (parts.length != 4 || !SESSION_ID.matcher(parts[0]).matches()) {
            throw new UnreadableFrame("it holds no session");
        }
        if (!Set.of(parts[3].split(",", -1)).contains("websocket")) {
            throw new UnreadableFrame("it offers no websocket");
        }
        return parts[0];
    }

    private Request.Builder request(HttpUrl url) {
        return new Request.Builder().url(url).header("User-Agent", userAgent);
    }

    private static HttpUrl withChannels(HttpUrl url, Set<CurrencyPair> pairs) {
        String channels = pairs.stream()
                .map(pair -> "ticker.BTC" + pair.quote().code())
                .sorted()
                .collect(Collectors.joining("/"));
        return url.newBuilder().addEncodedQueryParameter("Channel", channels).build();
    }
}
