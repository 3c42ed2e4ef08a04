package io.tillgate.internal.ticker.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.internal.ticker.WireNumbers;
import io.tillgate.internal.ticker.WireTime;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.PriceSide;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.VenueSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The feed of Coinbase Exchange: the channels ticker and heartbeat. Source: protocol/exchange-tickers.md. */
record CoinbaseFeed(VenueSettings settings) implements Feed {

    /** The heartbeat of each product comes every second. */
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
        return EnumSet.complementOf(EnumSet.of(PriceSide.VWAP));
    }

    @Override
    public Conversation converse(Set<CurrencyPair> pairs, Line line, InstantSource clock) {
        return new Talk(name(), new PairTalk(pairs, CurrencyPair::toString, line, clock), line);
    }

    private static final class Talk implements Conversation {

        private final String source;
        private final PairTalk pairs;
        private final Line line;
        private final Map<CurrencyPair, Long> sequences = new HashMap<>();

        Talk(String source, PairTalk pairs, Line line) {
            this.source = source;
            this.pairs = pairs;
            this.line = line;
        }

        /** One subscription for each product: a product that it does not know spoils a subscription as a whole. */
        @Override
        public void opened() {
            for (String product : pairs.symbols()) {
                ObjectNode frame = FrameJson.object().put("type", "subscribe");
                frame.putArray("product_ids").add(product);
                frame.putArray("channels").add("ticker").add("heartbeat");
                line.say(frame.toString());
            }
        }

        @Override
        public void heard(String frame) {
            JsonNode json = FrameJson.read(frame);
            switch (FrameJson.text(json, "type")) {
                case "ticker" -> ticker(json);
                case "error" -> error(json);
                case "" -> throw new UnreadableFrame("it has no type");
                default -> {
                    // The heartbeat, subscriptions, and types that are added at any time.
                }
            }
        }

        private void error(JsonNode json) {
            String said = FrameJson.words(json, "reason");
            String reason = "refuses: " + (said.isEmpty() ? FrameJson.words(json, "message") : said);
            for (String product : pairs.symbols()) {
                CurrencyPair pair = pairs.pair(product);
                if (pair != null && said.contains(product)) {
                    line.refused(pair, reason);
                    return;
                }
            }
            pairs.refuseSilentPairs(reason);
        }

        private void ticker(JsonNode json) {
            CurrencyPair pair = pairs.pair(FrameJson.text(json, "product_id"));
            if (pair != null && isNext(pair, json.path("sequence"))) {
                pairs.read(pair, receivedAt -> read(json, pair, receivedAt));
            }
        }

        /** A ticker that was overtaken on its way tells a price that was. */
        private boolean isNext(CurrencyPair pair, JsonNode sequence) {
            if (!sequence.canConvertToLong()) {
                return true;
            }
            Long before = sequences.get(pair);
            if (before != null && sequence.longValue() <= before) {
                return false;
            }
            sequences.put(pair, sequence.longValue());
            return true;
        }

        private Ticker read(JsonNode json, CurrencyPair pair, Instant receivedAt) {
            return Ticker.market(
                    source,
                    pair,
                    WireNumbers.required(json.path("best_bid"), "best_bid"),
                    WireNumbers.required(json.path("best_ask"), "best_ask"),
                    WireNumbers.optionalPrice(json.path("price"), "price"),
                    WireTime.orReceived(WireTime.iso(json.path("time")), receivedAt));
        }
    }
}
