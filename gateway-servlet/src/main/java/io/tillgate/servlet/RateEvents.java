package io.tillgate.servlet;

import io.tillgate.failure.Problem;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.RateAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells open pages of prices: {@code /rates/stream}, or {@code /rates/stream?pairs=BTC-EUR,BTC-JPY} of some only. Looks
 * once a second and tells what has changed since, so nobody hears more than one event a second, and whoever reads slowly
 * misses prices rather than have them wait. Each event holds all that the page listens to, so that a missed one is no loss.
 */
final class RateEvents implements AutoCloseable {

    private final RateTexts texts;
    private final Origins origins;
    private final EventStreams streams;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    /** What those who listen know at least. Only the thread of the streams touches it. */
    private final Map<CurrencyPair, Optional<RateText>> told = new HashMap<>();

    RateEvents(RateTexts texts, ServletSettings settings, Origins origins, Faults faults) {
        this.texts = texts;
        this.origins = origins;
        this.streams = new EventStreams(
                new EventStreams.Bounds(
                        "tillgate-rate-events",
                        settings.rateListenersMax(),
                        settings.pageHeartbeat(),
                        settings.pageListenTime()),
                faults,
                this::look);
    }

    Answer listen(Ask ask) {
        Query query = ask.query();
        Optional<String> names = query.optional("pairs");
        if (!query.problems().isEmpty()) {
            return Faults.json(400, query.problems());
        }
        List<CurrencyPair> pairs = new ArrayList<>();
        for (String name : names.map(list -> list.split(",", -1)).orElse(new String[0])) {
            Optional<CurrencyPair> pair = texts.pair(name);
            if (pair.isEmpty()) {
                return RateAnswers.unknownPair(texts.pairs());
            }
            if (!pairs.contains(pair.get())) {
                pairs.add(pair.get());
            }
        }
        if (texts.pairs().isEmpty()) {
            return Faults.json(404, List.of(new Problem("pairs", "are none here", "add currencies to the gateway")));
        }
        List<CurrencyPair> wanted = pairs.isEmpty() ? texts.pairs() : List.copyOf(pairs);
        return streams.open(ask, origins.allow(ask, EventStreams.head()), new Listener(wanted));
    }

    /** Ends all streams and their thread. */
    @Override
    public void close() {
        streams.close();
    }

    private void look() {
        if (listeners.isEmpty()) {
            told.clear();
            return;
        }
        Set<CurrencyPair> changed = new HashSet<>();
        for (CurrencyPair pair : texts.pairs()) {
            Optional<RateText> now = text(pair);
            Optional<RateText> before = told.put(pair, now);
            if (before != null && isNews(before, now)) {
                changed.add(pair);
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        Map<List<CurrencyPair>, byte[]> events = new HashMap<>();
        for (Listener listener : listeners) {
            if (listener.pairs.stream().anyMatch(changed::contains)) {
                listener.tell(events.computeIfAbsent(listener.pairs, this::event));
            }
        }
    }

    /** That there still is no price is no news, whatever the reason is by now. */
    private static boolean isNews(Optional<RateText> before, Optional<RateText> now) {
        return before.isPresent() != now.isPresent()
                || (now.isPresent() && !now.get().looksLike(before.orElseThrow()));
    }

    private Optional<RateText> text(CurrencyPair pair) {
        return texts.answer(pair) instanceof RateAnswer.Rate rate ? Optional.of(texts.of(rate)) : Optional.empty();
    }

    private byte[] event(List<CurrencyPair> pairs) {
        Instant now = texts.now();
        JsonBytes json = new JsonBytes(256).add("{\"rates\":[");
        String comma = "";
        for (CurrencyPair pair : pairs) {
            json.add(comma);
            comma = ",";
            text(pair)
                    .ifPresentOrElse(
                            text -> text.addBriefTo(json, now), () -> json.add(Json.bytes(RateJson.noPrice(pair))));
        }
        return EventStream.event("rates", json.add("]}").toBytes());
    }

    /** One page that listens to some pairs. */
    private final class Listener implements EventStreams.Listener {
        private final List<CurrencyPair> pairs;
        private volatile @Nullable EventStream stream;

        Listener(List<CurrencyPair> pairs) {
            this.pairs = pairs;
        }

        @Override
        public void opened(EventStream opened) {
            stream = opened;
            listeners.add(this);
            // On the one thread that tells all: so an older price never comes after a newer one.
            streams.execute(() -> {
                pairs.forEach(pair -> told.computeIfAbsent(pair, RateEvents.this::text));
                tell(event(pairs));
            });
        }

        void tell(byte[] event) {
            EventStream open = stream;
            if (open != null) {
                open.send(event);
            }
        }

        @Override
        public void closed() {
            listeners.remove(this);
        }
    }
}
