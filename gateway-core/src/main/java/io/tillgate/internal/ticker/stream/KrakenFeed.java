package io.tillgate.internal.ticker.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.internal.ticker.WireNumbers;
import io.tillgate.internal.ticker.WireTime;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.PriceSide;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerKind;
import io.tillgate.rate.VenueSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;

/** Kraken's version 2: the ticker channel on each change of bid or ask. Source: protocol/exchange-tickers.md. */
record KrakenFeed(VenueSettings settings) implements Feed {

    /** A heartbeat comes about every second when nothing else does. */
    static final Duration SILENCE_MAX = Duration.ofSeconds(10);

    @Override
    public String name() {
        return settings.venue().sourceName();
    }

    @Override
    public Entrance entrance(Set<CurrencyPair> pairs) {
        return Entrance.to(settings);
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
        return new Talk(
                name(), new PairTalk(pairs, pair -> "BTC/" + pair.quote().code(), line, clock), line);
    }

    private static final class Talk implements Conversation {

        private final String source;
        private final PairTalk pairs;
        private final Line line;
        private boolean online = true;

        Talk(String source, PairTalk pairs, Line line) {
            this.source = source;
            this.pairs = pairs;
            this.line = line;
        }

        @Override
        public void opened() {
            ObjectNode frame = FrameJson.object().put("method", "subscribe");
            ObjectNode params = frame.putObject("params").put("channel", "ticker");
            ArrayNode symbols = params.putArray("symbol");
            pairs.symbols().forEach(symbols::add);
            params.put("event_trigger", "bbo").put("snapshot", true);
            line.say(frame.put("req_id", 1).toString());
        }

        @Override
        public void heard(String frame) {
            JsonNode json = FrameJson.read(frame);
            if (json.has("method") || json.has("error")) {
                acknowledged(json);
                return;
            }
            switch (FrameJson.text(json, "channel")) {
                case "ticker" -> json.path("data").forEach(this::ticker);
                case "status" -> json.path("data").forEach(this::status);
                case "" -> throw new UnreadableFrame("it has neither method nor channel");
                default -> {
                    // The heartbeat, and channels that nobody subscribed to.
                }
            }
        }

        private void acknowledged(JsonNode json) {
            if (json.path("success").asBoolean(true)) {
                return;
            }
            String reason = "refuses the subscription: " + FrameJson.words(json, "error");
            CurrencyPair pair = pairs.pair(FrameJson.text(json, "symbol"));
            if (pair == null) {
                pairs.refuseSilentPairs(reason);
            } else {
                line.refused(pair, reason);
            }
        }

        /** In maintenance, or while only cancelling is allowed, bid and ask are offers that nobody can take. */
        private void status(JsonNode data) {
            String system = FrameJson.words(data, "system");
            online = system.isEmpty() || system.equals("online");
            if (!online) {
                pairs.refuseAll("says that its system is in " + system);
            }
        }

        private void ticker(JsonNode data) {
            CurrencyPair pair = pairs.pair(FrameJson.text(data, "symbol"));
            if (pair != null && online) {
                pairs.read(pair, receivedAt -> read(data, pair, receivedAt));
            }
        }

        private Ticker read(JsonNode data, CurrencyPair pair, Instant receivedAt) {
            return new Ticker(
                    source,
                    pair,
                    TickerKind.MARKET,
                    WireNumbers.required(data.path("bid"), "bid"),
                    WireNumbers.required(data.path("ask"), "ask"),
                    WireNumbers.optionalPrice(data.path("last"), "last"),
                    WireNumbers.optionalPrice(data.path("vwap"), "vwap"),
                    WireNumbers.optionalSatoshi(data.path("volume"), "volume"),
                    WireTime.orReceived(WireTime.iso(data.path("timestamp")), receivedAt));
        }
    }
}
