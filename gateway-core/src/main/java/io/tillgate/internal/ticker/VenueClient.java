package io.tillgate.internal.ticker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.internal.http.BoundedHttp;
import io.tillgate.internal.http.HttpAnswer;
import io.tillgate.internal.http.JsonBody;
import io.tillgate.internal.ticker.Fetched.Fault;
import io.tillgate.internal.ticker.Fetched.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * Asks one venue, for its tickers and for its books alike: they share the connection, the pace and the {@link Breaker},
 * as the venue counts both to the same address. Safe for use by many threads.
 */
final class VenueClient implements AutoCloseable {

    /** Statuses by which a venue sends us away: forbidden, banned, too many requests, not in your country. */
    private static final Set<Integer> SENT_AWAY = Set.of(403, 418, 429, 451);

    /** This one, too, when it says until when. */
    private static final int UNAVAILABLE = 503;

    /** After one of them that names no time. The shortest ban that Binance speaks out is two minutes. */
    static final Duration SENT_AWAY_PAUSE = Duration.ofMinutes(2);

    private final BoundedHttp http;
    private final Breaker breaker;
    private final Pace pace;
    private final Wire wire;
    private final Address address;
    private final InstantSource clock;

    /**
     * Where a venue is and how we introduce ourselves.
     *
     * @param setting name of the setting that holds the base URL, for reasons that blame it
     */
    record Address(String setting, String baseUrl, String userAgent) {

        HttpUrl root() {
            return HttpUrl.get(baseUrl + "/");
        }
    }

    VenueClient(Wire wire, Address address, Breaker breaker, Pace pace, InstantSource clock) {
        this.http = new BoundedHttp(address.setting());
        this.wire = wire;
        this.address = address;
        this.breaker = breaker;
        this.pace = pace;
        this.clock = clock;
    }

    Wire wire() {
        return wire;
    }

    HttpUrl root() {
        return address.root();
    }

    /** Asks once. Waits for its turn, and then for the answer no longer than the bounds say. */
    Fetched fetch(HttpUrl url, Bounds bounds) {
        Optional<String> refusal = breaker.refusal();
        if (refusal.isPresent()) {
            return new Fault(Kind.NOT_ASKED, refusal.get());
        }
        if (!pace.await()) {
            return new Fault(Kind.NOT_ASKED, "was not asked: we are closing down");
        }
        Request request = new Request.Builder()
                .url(url)
                .header("User-Agent", address.userAgent())
                .header("Accept", "application/json")
                .build();
        HttpAnswer answer = http.exchange(request, bounds.timeout(), bounds.bytesMax());
        if (answer instanceof HttpAnswer.Received received) {
            return read(received);
        }
        return failed(((HttpAnswer.Broken) answer).reason());
    }

    /** Cancels what is under way and lets go of the connections. */
    @Override
    public void close() {
        pace.close();
        http.close();
    }

    private Fetched read(HttpAnswer.Received received) {
        int status = received.status();
        byte[] body = received.body().toByteArray();
        JsonNode root = JsonBody.object(body);
        boolean byEnvelope = root != null && wire.statuses() == Wire.Statuses.MEAN_NOTHING;
        boolean away = SENT_AWAY.contains(status)
                || (status == UNAVAILABLE && received.retryAfter().isPresent());
        if (away && !byEnvelope) {
            return sentAway(received, "answered HTTP " + status);
        }
        if (root == null) {
            String reason = "answered HTTP " + status + " with " + JsonBody.kindOf(status, body, address.setting());
            return status == 404 ? unknownMarket(reason) : failed(reason);
        }
        Opened opened = wire.open(status, root);
        if (opened instanceof Opened.Payload payload) {
            breaker.succeeded();
            return new Fetched.Payload(payload.json(), clock.instant());
        }
        if (opened instanceof Opened.Complaint complaint) {
            return complained(received, complaint);
        }
        return failed(((Opened.Unusable) opened).reason());
    }

    private Fetched complained(HttpAnswer.Received received, Opened.Complaint complaint) {
        String words = complaint.words().isEmpty() ? "without a word" : complaint.words();
        return switch (complaint.kind()) {
            case NO_SUCH_MARKET -> unknownMarket("knows no such market: " + words);
            case REFUSED -> {
                breaker.succeeded();
                yield new Fault(Kind.TRANSIENT, "refused: " + words);
            }
            case SLOW_DOWN -> sentAway(received, "asks us to slow down: " + words);
            case DOWN -> failed("answered HTTP " + received.status() + ": " + words);
        };
    }

    private Fetched unknownMarket(String reason) {
        breaker.succeeded();
        return new Fault(Kind.NO_SUCH_MARKET, reason);
    }

    private Fetched sentAway(HttpAnswer.Received received, String reason) {
        Instant now = clock.instant();
        Optional<Duration> told = received.retryAfter().flatMap(header -> RetryAfter.parse(header, now));
        breaker.toldToWait(reason, told.orElse(SENT_AWAY_PAUSE));
        return new Fault(
                Kind.TRANSIENT,
                told.map(wait -> reason + ", and to come back in " + wait.toSeconds() + " s")
                        .orElse(reason));
    }

    private Fetched failed(String reason) {
        breaker.failed(reason);
        return new Fault(Kind.TRANSIENT, reason);
    }
}
