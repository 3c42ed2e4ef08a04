package io.tillgate.internal.ticker.stream;

import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.PriceSide;
import io.tillgate.rate.VenueSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Function;
import okhttp3.Request;

/** How one venue streams: where to connect, and how to talk. Holds no state of a connection. */
interface Feed {

    /** The first request of a connection. */
    sealed interface Entrance {

        /** The WebSocket is opened at once. */
        record Direct(Request upgrade) implements Entrance {}

        /**
         * A plain request comes first.
         *
         * @param upgrade makes the WebSocket's request of the answer's body; throws {@link UnreadableFrame} when there is
         *     nothing in it to go on with
         */
        record Asked(Request question, Function<String, Request> upgrade) implements Entrance {}

        /** Straight to the address of the settings. */
        static Entrance to(VenueSettings settings) {
            return new Direct(new Request.Builder()
                    .url(settings.streamUrl())
                    .header("User-Agent", settings.userAgent())
                    .build());
        }
    }

    /** The venue's name, as its polled source has it. */
    String name();

    Entrance entrance(Set<CurrencyPair> pairs);

    /** A connection on which nothing that can be read came for so long is dead. */
    Duration silenceMax();

    /** The sides that its tickers have a price for. */
    Set<PriceSide> sides();

    /** A new conversation for a new connection. */
    Conversation converse(Set<CurrencyPair> pairs, Line line, InstantSource clock);
}
