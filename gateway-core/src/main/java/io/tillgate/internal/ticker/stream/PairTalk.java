package io.tillgate.internal.ticker.stream;

import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.Ticker;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the conversations with all venues share: the venue's symbols of our pairs, and handing on what is usable. */
final class PairTalk {

    private final Line line;
    private final InstantSource clock;
    private final Map<String, CurrencyPair> bySymbol = new LinkedHashMap<>();
    private final Set<CurrencyPair> told = new HashSet<>();

    /** @param symbol how the venue writes a pair */
    PairTalk(Set<CurrencyPair> pairs, Function<CurrencyPair, String> symbol, Line line, InstantSource clock) {
        this.line = line;
        this.clock = clock;
        pairs.stream()
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .forEach(pair -> bySymbol.put(symbol.apply(pair), pair));
    }

    /** The venue's symbols of the pairs that are wanted, in alphabetical order of the pairs. */
    Set<String> symbols() {
        return bySymbol.keySet();
    }

    /** The pair of a symbol; null when nobody wants it. */
    @Nullable CurrencyPair pair(String symbol) {
        return bySymbol.get(symbol);
    }

    /** Reads a ticker and hands it on; one that can't be used is told as a refusal of its pair. */
    @Nullable Ticker read(CurrencyPair pair, Function<Instant, Ticker> reader) {
        Ticker ticker;
        try {
            ticker = reader.apply(clock.instant());
        } catch (IllegalArgumentException unusable) {
            told.remove(pair);
            line.refused(pair, "sent a ticker that can't be used: " + unusable.getMessage());
            return null;
        }
        told.add(pair);
        line.received(ticker);
        return ticker;
    }

    /** The venue refused something without saying of which pair: one that already came is not meant. */
    void refuseSilentPairs(String reason) {
        for (CurrencyPair pair : bySymbol.values()) {
            if (!told.contains(pair)) {
                line.refused(pair, reason);
            }
        }
    }

    /** No pair is told any more, such as during maintenance. */
    void refuseAll(String reason) {
        told.clear();
        bySymbol.values().forEach(pair -> line.refused(pair, reason));
    }
}
