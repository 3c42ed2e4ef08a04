package io.tillgate.internal.ticker.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.internal.ticker.MtGoxTicker;
import io.tillgate.internal.ticker.WireNumbers;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What both streams of a Mt. Gox server say: frames with an {@code op}. Source: protocol/mtgox.md 5.3.
 *
 * <p>Subscriptions there die without a word, while heartbeats go on: so they are renewed from time to time, and
 * when no ticker came for a minute; then by channel id as well, in case that the names are what is not understood.
 */
final class MtGoxTalk implements Conversation {

    static final Duration RENEW_EVERY = Duration.ofMinutes(45);
    static final Duration QUIET_MAX = Duration.ofSeconds(60);

    private final String source;
    private final Line line;
    private final InstantSource clock;
    private final PairTalk pairs;
    private final Map<CurrencyPair, Ticker> lastTickers = new HashMap<>();
    private boolean joined;
    private boolean askedAgain;
    private Instant renewAt = Instant.MAX;
    private Instant tickerAt;

    MtGoxTalk(String source, Set<CurrencyPair> wanted, Line line, InstantSource clock) {
        this.source = source;
        this.line = line;
        this.clock = clock;
        this.pairs = new PairTalk(wanted, pair -> pair.quote().code(), line, clock);
        this.tickerAt = clock.instant();
    }

    @Override
    public void opened() {
        joined = true;
        tickerAt = clock.instant();
        subscribe();
    }

    @Override
    public void beat() {
        Instant now = clock.instant();
        Duration quiet = Duration.between(tickerAt, now);
        if (!joined) {
            return;
        }
        if (askedAgain && quiet.compareTo(QUIET_MAX.multipliedBy(2)) >= 0) {
            line.broken("sent no ticker for " + quiet.toSeconds() + " s, not even when it was asked again");
        } else if (!askedAgain && quiet.compareTo(QUIET_MAX) >= 0) {
            askedAgain = true;
            subscribe();
            subscribeById();
        } else if (!now.isBefore(renewAt)) {
            subscribe();
        }
    }

    @Override
    public void heard(String frame) {
        JsonNode json = FrameJson.read(frame);
        switch (FrameJson.text(json, "op")) {
            case "private" -> told(json);
            case "subscribe" -> subscribed(FrameJson.text(json, "channel"));
            case "unsubscribe" -> unsubscribed(FrameJson.text(json, "channel"));
            case "remark" -> remark(json);
            case "" -> throw new UnreadableFrame("it has no op");
            default -> {
                // Results of calls, which we make none of.
            }
        }
    }

    private void subscribe() {
        for (String code : pairs.symbols()) {
            line.say(subscription("channel", "ticker.BTC" + code));
        }
        line.say(subscription("type", "trades"));
        renewAt = clock.instant().plus(RENEW_EVERY);
    }

    private void subscribeById() {
        for (String code : pairs.symbols()) {
            CurrencyPair pair = pairs.pair(code);
            String id = pair == null ? null : MtGoxChannels.tickerId(pair);
            if (id != null) {
                line.say(subscription("channel", id));
            }
        }
    }

    private static String subscription(String field, String value) {
        return FrameJson.object().put("op", "mtgox.subscribe").put(field, value).toString();
    }

    /** A new connection is given channels that nobody asked for: those that are no use to us only cost traffic. */
    private void subscribed(String channel) {
        CurrencyPair pair = MtGoxChannels.pairOfTicker(channel);
        boolean unwanted = pair != null && pairs.pair(pair.quote().code()) == null;
        if (unwanted || MtGoxChannels.isDepth(channel)) {
            line.say(FrameJson.object()
                    .put("op", "unsubscribe")
                    .put("channel", channel)
                    .toString());
        }
    }

    private void unsubscribed(String channel) {
        CurrencyPair pair = MtGoxChannels.pairOfTicker(channel);
        if (pair != null && pairs.pair(pair.quote().code()) != null) {
            line.refused(pair, "ended the subscription of its ticker");
        }
    }

    private void remark(JsonNode json) {
        if (!json.path("success").asBoolean(true)) {
            pairs.refuseSilentPairs("refuses: " + FrameJson.words(json, "message"));
        }
    }

    private void told(JsonNode json) {
        switch (FrameJson.text(json, "private")) {
            case "ticker" -> ticker(json.path("ticker"), MtGoxChannels.pairOfTicker(FrameJson.text(json, "channel")));
            case "trade" -> trade(json.path("trade"));
            default -> {
                // Depth, lag and what else comes unasked.
            }
        }
    }

    /** The prices name their currency; those of 2011 are bare numbers, whose currency is that of their channel. */
    private void ticker(JsonNode ticker, @Nullable CurrencyPair channel) {
        JsonNode bid = ticker.path("buy");
        CurrencyPair pair = bid.isObject() ? pairs.pair(FrameJson.text(bid, "currency")) : channel;
        if (bid.isObject() && channel != null && !channel.equals(pair)) {
            throw new UnreadableFrame("its channel is of another currency than its prices");
        }
        if (!bid.isObject() && channel == null) {
            throw new UnreadableFrame("it does not say which currency its prices are in");
        }
        if (pair == null || pairs.pair(pair.quote().code()) == null || !isBitcoin(ticker)) {
            return;
        }
        Ticker read = pairs.read(pair, now -> read(ticker, pair, now));
        if (read == null) {
            lastTickers.remove(pair);
        } else {
            lastTickers.put(pair, read);
            tickerAt = clock.instant();
            askedAgain = false;
        }
    }

    private Ticker read(JsonNode ticker, CurrencyPair pair, Instant receivedAt) {
        if (ticker.path("buy").isObject()) {
            return MtGoxTicker.read(ticker, source, pair, receivedAt);
        }
        return Ticker.market(
                source,
                pair,
                WireNumbers.required(ticker.path("buy"), "buy"),
                WireNumbers.required(ticker.path("sell"), "sell"),
                WireNumbers.optionalPrice(ticker.path("last"), "last"),
                receivedAt);
    }

    /**
     * Renews the last price of a ticker, and nothing else: somebody's trade says nothing of what is offered now, so bid,
     * ask and their time stay what they were. The channel carries all currencies, and a trade between two of them twice.
     */
    private void trade(JsonNode trade) {
        CurrencyPair pair = pairs.pair(FrameJson.text(trade, "price_currency"));
        Ticker ticker = pair == null ? null : lastTickers.get(pair);
        if (ticker == null || !FrameJson.text(trade, "primary").equals("Y") || !isBitcoin(trade)) {
            return;
        }
        Ticker renewed;
        try {
            renewed = new Ticker(
                    ticker.source(),
                    ticker.pair(),
                    ticker.kind(),
                    ticker.bid(),
                    ticker.ask(),
                    WireNumbers.required(trade.path("price"), "price"),
                    ticker.vwap(),
                    ticker.volume(),
                    ticker.asOf());
        } catch (IllegalArgumentException unusable) {
            throw new UnreadableFrame("its trade can't be used: " + unusable.getMessage());
        }
        lastTickers.put(renewed.pair(), renewed);
        line.received(renewed);
    }

    /** Other coins share the channels' names and currencies. */
    private static boolean isBitcoin(JsonNode payload) {
        String item = FrameJson.text(payload, "item");
        return item.isEmpty() || item.equals("BTC");
    }
}
