package io.tillgate.internal.ticker;

import io.tillgate.internal.mtgox.MtGoxHttp;
import io.tillgate.internal.mtgox.MtGoxReply;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerAnswer;
import io.tillgate.rate.TickerSource;
import java.time.Duration;
import java.time.InstantSource;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * The version 1 ticker of a server that speaks the Mt. Gox wire: {@code /1/BTCEUR/public/ticker}.
 *
 * <p>Source: the seed's mtgox-api-http-v1.wiki and protocol/mtgox.md 5.1. It needs no key, and version 1 is called even
 * where orders go over version 2.
 */
public final class MtGoxTickerSource implements TickerSource {

    /** The venue's own cache lives this long, and its filters block who asks more often. */
    static final Duration POLITE_INTERVAL = Duration.ofSeconds(10);

    static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

    private final MtGoxHttp http = new MtGoxHttp();
    private final String name;
    private final HttpUrl root;
    private final String userAgent;
    private final InstantSource clock;
    private final Duration callTimeout;

    /** Opens no connection and starts no thread. The source is named after the settings' id. */
    public MtGoxTickerSource(MtGoxSettings settings, InstantSource clock) {
        this(settings, clock, CALL_TIMEOUT);
    }

    MtGoxTickerSource(MtGoxSettings settings, InstantSource clock, Duration callTimeout) {
        this.name = settings.id();
        this.root = HttpUrl.get(settings.baseUrl() + "/1/");
        this.userAgent = settings.userAgent();
        this.clock = clock;
        this.callTimeout = callTimeout;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration politeInterval() {
        return POLITE_INTERVAL;
    }

    @Override
    public TickerAnswer fetch(CurrencyPair pair) {
        Request request = new Request.Builder()
                .url(root.newBuilder()
                        .addPathSegments("BTC" + pair.quote().code() + "/public/ticker")
                        .build())
                .header("User-Agent", userAgent)
                .header("Accept", "application/json")
                .build();
        MtGoxReply reply = http.exchange(request, callTimeout);
        if (reply instanceof MtGoxReply.Success success) {
            return received(pair, success);
        }
        if (reply instanceof MtGoxReply.Refusal refusal) {
            return failed("refused: " + (refusal.text().isEmpty() ? refusal.token() : refusal.text()));
        }
        return failed(((MtGoxReply.Unusable) reply).reason());
    }

    @Override
    public void close() {
        http.close();
    }

    private TickerAnswer received(CurrencyPair pair, MtGoxReply.Success success) {
        try {
            Ticker ticker = MtGoxTicker.read(success.payload(), name, pair, clock.instant());
            return new TickerAnswer.Received(ticker);
        } catch (IllegalArgumentException unusable) {
            return failed("sent a ticker that can't be used: " + unusable.getMessage());
        }
    }

    private TickerAnswer failed(String reason) {
        return new TickerAnswer.Failed(name, reason);
    }
}
