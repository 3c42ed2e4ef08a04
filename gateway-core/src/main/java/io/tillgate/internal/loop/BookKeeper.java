package io.tillgate.internal.loop;

import io.tillgate.internal.jdbc.DayBooks;
import io.tillgate.internal.jdbc.StatementRuns;
import io.tillgate.processor.ProcessorId;
import io.tillgate.reconcile.CloseAnswer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes each day some hours after its end, and looks at each sealed day again once in a while. One node does it for all, by
 * a lease; that two at once do no harm is the business of the books.
 */
public final class BookKeeper {

    /** How long after its end a day is closed: statements that come until then are matched before. */
    public static final Duration CLOSE_DELAY = Duration.ofHours(2);

    /** How often each sealed day is looked at. */
    static final Duration CHECK_EVERY = Duration.ofDays(7);

    public static final Duration PAUSE = Duration.ofMinutes(1);

    static final String LEASE = "books";

    private static final String ACTOR = "tillgate";
    private static final Logger LOG = LoggerFactory.getLogger(BookKeeper.class);

    private final DayBooks books;
    private final StatementRuns runs;
    private final List<ProcessorId> processors;
    private final Leases leases;
    private final InstantSource clock;

    public BookKeeper(
            DayBooks books, StatementRuns runs, List<ProcessorId> processors, Leases leases, InstantSource clock) {
        this.books = books;
        this.runs = runs;
        this.processors = List.copyOf(processors);
        this.leases = leases;
        this.clock = clock;
    }

    /** What it leases. */
    public static Set<String> leaseNames() {
        return Set.of(LEASE);
    }

    /** One day closed or one looked at, for each processor. */
    public Loop.Next round() throws SQLException {
        leases.round();
        if (!leases.holds(LEASE)) {
            return Loop.Next.AFTER_PAUSE;
        }
        boolean more = false;
        for (ProcessorId processor : processors) {
            more |= closeNext(processor.value()) || books.verifyOldest(processor.value(), CHECK_EVERY);
        }
        return more ? Loop.Next.AT_ONCE : Loop.Next.AFTER_PAUSE;
    }

    private boolean closeNext(String processor) throws SQLException {
        Instant over = clock.instant().minus(CLOSE_DELAY);
        Optional<LocalDate> day = books.nextDay(processor, over);
        if (day.isEmpty()) {
            return false;
        }
        if (!books.nextDay(processor, over.minus(Duration.ofDays(1))).isPresent()) {
            // Only before the newest day: while old ones are caught up with, once at the end is enough.
            runs.again(processor, ACTOR);
        }
        CloseAnswer answer = books.close(processor, day.get(), ACTOR);
        LOG.debug("close of {} at {}: {}", day.get(), processor, answer);
        return answer instanceof CloseAnswer.Closed;
    }
}
