package io.tillgate.internal.ticker.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.internal.ticker.WireNumbers;
import io.tillgate.internal.ticker.WireTime;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.PriceSide;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.VenueSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Bitstamp's order book channels, of which the first bid and the first ask are taken. Source:
 * protocol/exchange-tickers.md.
 */
record BitstampFeed(VenueSettings settings) implements Feed {

    /** The server answers a heartbeat, so that a quiet book is told from a dead connection. */
    static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(10);

    /** Two heartbeats may be lost. */
    static final Duration SILENCE_MAX = Duration.ofSeconds(30);

    private static final String CHANNEL = "order_book_";

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

    /** A book tells what can be bought and sold, not what was. */
    @Override
    public Set<PriceSide> sides() {
        return EnumSet.of(PriceSide.BID, PriceSide.ASK, PriceSide.MID);
    }

    @Override
    public Conversation converse(Set<CurrencyPair> pairs, Line line, InstantSource clock) {
        PairTalk talk = new PairTalk(
                pairs, pair -> CHANNEL + "btc" + pair.quote().code().toLowerCase(Locale.ROOT), line, clock);
        return new Talk(name(), talk, line, clock);
    }

    private static final class Talk implements Conversation {

        private final String source;
        private final PairTalk pairs;
        private final Line line;
        private final InstantSource clock;
        private Instant heartbeatAt = Instant.MAX;

        Talk(String source, PairTalk pairs, Line line, InstantSource clock) {
            this.source = source;
            this.pairs = pairs;
            this.line = line;
            this.clock = clock;
        }

        @Override
        public void opened() {
            for (String channel : pairs.symbols()) {
                ObjectNode frame = FrameJson.object().put("event", "bts:subscribe");
                frame.putObject("data").put("channel", channel);
                line.say(frame.toString());
            }
            heartbeatAt = clock.instant().plus(HEARTBEAT_EVERY);
        }

        @Override
        public void beat() {
            Instant now = clock.instant();
            if (!now.isBefore(heartbeatAt)) {
                heartbeatAt = now.plus(HEARTBEAT_EVERY);
                line.say("{\"event\":\"bts:heartbeat\"}");
            }
        }

        @Override
        public void heard(String frame) {
            JsonNode json = FrameJson.read(frame);
            switch (FrameJson.text(json, "event")) {
                case "data" -> book(json);
                case "bts:error" -> error(json);
                // It says so before it goes down for maintenance; another server is ready then.
                case "bts:request_reconnect" -> line.renew();
                case "" -> throw new UnreadableFrame("it has no event");
                default -> {
                    // The heartbeat, subscriptions that succeeded, and whatever comes to be added.
                }
            }
        }

        private void error(JsonNode json) {
            String reason = "refuses: " + FrameJson.words(json.path("data"), "message");
            CurrencyPair pair = pairs.pair(FrameJson.text(json, "channel"));
            if (pair == null) {
                pairs.refuseSilentPairs(reason);
            } else {
                line.refused(pair, reason);
            }
        }

        private void book(JsonNode json) {
            CurrencyPair pair = pairs.pair(FrameJson.text(json, "channel"));
            if (pair != null) {
                pairs.read(pair, receivedAt -> read(json.path("data"), pair, receivedAt));
            }
        }

        private Ticker read(JsonNode data, CurrencyPair pair, Instant receivedAt) {
            Instant told = WireTime.micros(data.path("microtimestamp"));
            return Ticker.market(
                    source, pair, best(data, "bids"), best(data, "asks"), null, WireTime.orReceived(told, receivedAt));
        }

        private static BigDecimal best(JsonNode data, String side) {
            return WireNumbers.required(data.path(side).path(0).path(0), "the first of the " + side);
        }
    }
}
