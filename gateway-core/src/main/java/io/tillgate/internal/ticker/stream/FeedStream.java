package io.tillgate.internal.ticker.stream;

import io.tillgate.rate.CurrencyPair;
import io.tillgate.rate.Ticker;
import io.tillgate.rate.TickerAnswer;
import io.tillgate.rate.TickerStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection to a venue: opens it, watches over it, opens the next one when it is over, with growing pauses as
 * long as none delivers.
 *
 * <p>Answers come one at a time, from a reading thread or the pulse, while the stream's lock is held: a sink must be
 * quick, and must not close the stream. {@link #live} takes no lock. No thread runs before {@link #open} or after
 * {@link #close}.
 */
public final class FeedStream implements TickerStream {

    /**
     * A pair that was told longer ago is asked for, although its connection works: on a quiet market a ticker that was
     * not sent again and one that was lost look the same.
     */
    static final Duration QUIET_MAX = Duration.ofSeconds(20);

    /** Frames that can't be read are logged no more often, however many come. */
    static final Duration LOG_PAUSE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(FeedStream.class);

    private final Feed feed;
    private final Pulse pulse;
    private final InstantSource clock;
    private final Backoff backoff;
    private final StreamClient client;

    /** The tickers of the present connection: when the venue took the last one of each pair. */
    private final Map<CurrencyPair, Instant> lastTold = new ConcurrentHashMap<>();

    private final FeedConnection.Owner owner = new Owner();
    private final Set<CurrencyPair> toldOfFault = new HashSet<>();
    private Set<CurrencyPair> pairs = Set.of();
    private @Nullable BiConsumer<CurrencyPair, TickerAnswer> sink;
    private @Nullable FeedConnection connection;
    private Instant connectAt = Instant.MAX;
    private Instant logAt = Instant.MIN;
    private volatile long unreadable;
    private boolean closed;

    FeedStream(Feed feed, InstantSource clock) {
        this(feed, clock, Pulse.onThread("stream-" + feed.name()), RandomGenerator.getDefault());
    }

    FeedStream(Feed feed, InstantSource clock, Pulse pulse, RandomGenerator random) {
        this.feed = feed;
        this.clock = clock;
        this.pulse = pulse;
        this.backoff = new Backoff(random);
        this.client = new StreamClient("tillgate-stream-" + feed.name() + "-io");
    }

    @Override
    public String name() {
        return feed.name();
    }

    @Override
    public void open(Set<CurrencyPair> wanted, BiConsumer<CurrencyPair, TickerAnswer> answers) {
        synchronized (owner) {
            if (sink != null || closed) {
                throw new IllegalStateException("the stream was opened or closed before: make another one");
            }
            pairs = Set.copyOf(wanted);
            sink = answers;
            if (pairs.isEmpty()) {
                return;
            }
            connect();
        }
        pulse.start(this::beat);
    }

    @Override
    public boolean live(CurrencyPair pair) {
        Instant told = lastTold.get(pair);
        return told != null && Duration.between(told, clock.instant()).compareTo(QUIET_MAX) <= 0;
    }

    /** How many frames came that could not be read. */
    public long unreadableFrames() {
        return unreadable;
    }

    @Override
    public void close() {
        synchronized (owner) {
            closed = true;
            lastTold.clear();
            if (connection != null) {
                connection.leave();
                connection = null;
            }
        }
        pulse.close();
        client.close();
    }

    private void beat() {
        synchronized (owner) {
            if (closed) {
                return;
            }
            if (connection != null) {
                connection.beat();
            } else if (!clock.instant().isBefore(connectAt)) {
                connect();
            }
        }
    }

    private void connect() {
        FeedConnection next = new FeedConnection(feed, pairs, client, clock, owner);
        connection = next;
        next.connect(feed.entrance(pairs));
    }

    private void tell(CurrencyPair pair, TickerAnswer answer) {
        if (sink == null) {
            return;
        }
        try {
            sink.accept(pair, answer);
        } catch (RuntimeException failure) {
            LOG.error("nobody could take an answer of {} for {}", feed.name(), pair, failure);
        }
    }

    private final class Owner implements FeedConnection.Owner {

        @Override
        public void received(Ticker ticker) {
            CurrencyPair pair = ticker.pair();
            if (!pairs.contains(pair)) {
                return;
            }
            Instant now = clock.instant();
            lastTold.put(pair, ticker.asOf().isAfter(now) ? now : ticker.asOf());
            toldOfFault.remove(pair);
            backoff.reset();
            tell(pair, new TickerAnswer.Received(ticker));
        }

        @Override
        public void refused(CurrencyPair pair, String reason) {
            lastTold.remove(pair);
            if (toldOfFault.add(pair)) {
                LOG.info("no {} from the stream of {}: {}", pair, feed.name(), reason);
                tell(pair, new TickerAnswer.Failed(feed.name(), reason));
            }
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // written under the owner's lock alone
        public void unreadable(String fault) {
            unreadable++;
            Instant now = clock.instant();
            if (!now.isBefore(logAt)) {
                logAt = now.plus(LOG_PAUSE);
                LOG.warn("{} sent {} frames that can't be read, the last: {}", feed.name(), unreadable, fault);
            }
        }

        @Override
        public void ended(FeedConnection over, FeedConnection.Ending ending) {
            connection = null;
            lastTold.clear();
            connectAt = clock.instant().plus(backoff.next());
            if (ending instanceof FeedConnection.Ending.Fault fault) {
                pairs.forEach(pair -> refused(pair, "the stream " + fault.reason()));
            }
        }
    }
}
