package io.tillgate.internal.loop;

import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.LastGoodRateStore;
import io.tillgate.internal.jdbc.MarketAnswer;
import io.tillgate.internal.jdbc.MarketAnswerStore;
import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.ForexAnswer;
import io.tillgate.rate.OrderBookAnswer;
import io.tillgate.rate.RateService;
import io.tillgate.rate.SourceState;
import io.tillgate.rate.TickerAnswer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Where nodes tell each other what the venues say. What this node heard is priced with at once and stored within a second,
 * however many times it changes; what others heard is read when it is announced, and by the clock.
 */
public final class MarketBoard {

    /** Without announcements the board is read this often. */
    private static final Duration READ_EVERY = Duration.ofSeconds(5);

    private final RateService rates;
    private final Database database;
    private final Set<String> sources;
    private final UUID node;
    private final InstantSource clock;
    private final Map<MarketAnswer.Key, MarketAnswer> outgoing = new ConcurrentHashMap<>();
    private final Map<MarketAnswer.Key, MarketAnswerStore.Head> seen = new ConcurrentHashMap<>();
    private final AtomicBoolean announced = new AtomicBoolean(true);
    private boolean remembered;
    private long readNanos;

    /** @param sources the names of those that this node is configured with; others are not listened to */
    public MarketBoard(RateService rates, Database database, Set<String> sources, UUID node, InstantSource clock) {
        this.rates = rates;
        this.database = database;
        this.sources = Set.copyOf(sources);
        this.node = node;
        this.clock = clock;
    }

    /** Takes in what this node heard. */
    void heard(CurrencyPair pair, String source, TickerAnswer answer) {
        rates.accept(pair, source, answer);
        rates.source(source, pair).map(MarketAnswer.OfTicker::new).ifPresent(this::tell);
    }

    /** Takes in what came of asking a source beside its stream; null when nothing was wrong. */
    void checked(CurrencyPair pair, String source, @Nullable String reason) {
        String before = rates.source(source, pair).map(SourceState::checkReason).orElse(null);
        if (!Objects.equals(before, reason)) {
            rates.acceptCheck(pair, source, reason);
            rates.source(source, pair).map(MarketAnswer.OfTicker::new).ifPresent(this::tell);
        }
    }

    /** What was last heard of a source, here or elsewhere. */
    Optional<SourceState> known(CurrencyPair pair, String source) {
        return rates.source(source, pair);
    }

    void heard(CurrencyPair pair, OrderBookAnswer answer) {
        rates.accept(pair, answer);
        if (answer instanceof OrderBookAnswer.Received received) {
            tell(new MarketAnswer.OfBook(received.book()));
        }
    }

    void heard(ForexAnswer answer) {
        rates.accept(answer);
        if (answer instanceof ForexAnswer.Received received) {
            tell(new MarketAnswer.OfForex(received.rate()));
        }
    }

    /** Lets the next round read the board. */
    public void announced() {
        announced.set(true);
    }

    /** When another node last heard from a source; {@link Instant#MIN} where none did. */
    Instant lastHeardElsewhere(String source) {
        return seen.values().stream()
                .filter(head ->
                        head.key().source().equals(source) && !head.toldBy().equals(node))
                .map(MarketAnswerStore.Head::toldAt)
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
    }

    /** Stores what was heard here and reads what was heard elsewhere. */
    void round() throws SQLException {
        if (!remembered) {
            database.inTransaction(LastGoodRateStore::all).forEach(rates::remember);
            remembered = true;
        }
        write();
        long now = System.nanoTime();
        if (announced.getAndSet(false) || now - readNanos > READ_EVERY.toNanos()) {
            read();
            readNanos = now;
        }
    }

    private void tell(MarketAnswer answer) {
        outgoing.put(answer.key(), answer);
    }

    private void write() throws SQLException {
        List<MarketAnswer> answers = List.copyOf(outgoing.values());
        if (answers.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        database.inTransaction(connection -> {
            MarketAnswerStore.put(connection, answers, now, node);
            return answers.size();
        });
        answers.forEach(answer -> outgoing.remove(answer.key(), answer));
    }

    private void read() throws SQLException {
        List<MarketAnswerStore.Head> heads = database.inTransaction(MarketAnswerStore::heads);
        Map<MarketAnswer.Key, MarketAnswerStore.Head> news = new HashMap<>();
        for (MarketAnswerStore.Head head : heads) {
            boolean known = head.equals(seen.get(head.key()));
            if (!known
                    && !head.toldBy().equals(node)
                    && sources.contains(head.key().source())) {
                news.put(head.key(), head);
            }
        }
        if (news.isEmpty()) {
            return;
        }
        List<MarketAnswer> answers = new ArrayList<>(
                database.inTransaction(connection -> MarketAnswerStore.read(connection, news.keySet())));
        answers.forEach(this::apply);
        seen.putAll(news);
    }

    private void apply(MarketAnswer answer) {
        if (answer instanceof MarketAnswer.OfTicker told) {
            SourceState state = told.state();
            rates.accept(state);
        } else if (answer instanceof MarketAnswer.OfBook told) {
            rates.accept(told.book().pair(), new OrderBookAnswer.Received(told.book()));
        } else {
            rates.accept(new ForexAnswer.Received(((MarketAnswer.OfForex) answer).rate()));
        }
    }
}
