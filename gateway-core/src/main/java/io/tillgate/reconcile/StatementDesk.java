package io.tillgate.reconcile;

import io.tillgate.money.Currency;
import io.tillgate.order.OrderId;
import io.tillgate.processor.ProcessorId;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where statements of processors are matched with what we know, and their differences decided on. Safe for use by many threads. */
public interface StatementDesk {

    /** Rows of a list page. */
    int PAGE_ROWS = 50;

    /** Of a statement's file. */
    long FILE_BYTES_MAX = 256L * 1024 * 1024;

    /**
     * Where a file comes from.
     *
     * @param name as its sender calls it
     * @param currency of a file that does not say, such as Mt. Gox's
     * @param actor the login of who brings it
     */
    record FileOrigin(ProcessorId processor, String name, Currency currency, String actor) {}

    /**
     * Imports a statement: all of it, or nothing with everything that is wrong. Bringing the same lines again changes nothing.
     * The bytes are read to their end first, into a file of the system's own, and are not closed.
     *
     * @throws IOException when the bytes can't be read
     */
    RunAnswer importFile(FileOrigin origin, InputStream bytes) throws IOException;

    /** Processors whose account history can be asked for. */
    List<ProcessorId> fetchable();

    /** Asks a processor for what its account history has since the last time, and imports it. */
    RunAnswer fetch(ProcessorId processor, String actor);

    /** Matches what was left over in the last 90 days again. */
    RunAnswer matchAgain(ProcessorId processor, String actor);

    /** The runs, newest first, at most {@link #PAGE_ROWS}. */
    List<ReconcileRun> runs(@Nullable UUID olderThan);

    Optional<ReconcileRun> run(UUID id);

    /**
     * The lines that a run brought, in their order, at most {@link #PAGE_ROWS}.
     *
     * @param matchedBy null for all
     * @param after keyset paging: those after this line; 0 for the first
     */
    List<StatementLine> lines(UUID run, @Nullable MatchedBy matchedBy, long after);

    Optional<StatementLine> line(long id);

    /** Lines of all runs that fit several entries, newest first, at most {@link #PAGE_ROWS}. */
    List<StatementLine> ambiguous();

    /**
     * What an ambiguous or unmatched line may be about: payments of its amount around its time, at most {@link #PAGE_ROWS},
     * among the first 100,000 that were recorded from six hours before it on.
     */
    List<Candidate> candidates(long line);

    /** A payment that a line may be about. */
    record Candidate(OrderId orderId, String reference, String paymentId, java.time.Instant at) {}

    List<Discrepancy> discrepancies(DiscrepancyFilter filter);

    Optional<Discrepancy> discrepancy(long id);

    /** How many are open, counted to 1000 at most. */
    int openDiscrepancies();

    /** What booking its difference would do now; empty where there is none of this id. */
    Optional<BookingPreview> previewBooking(long discrepancy);

    /** Decides on it. What would book more than one person may waits among the approvals instead. */
    ResolveAnswer resolve(long discrepancy, Decision decision);

    /** Matches a line with an order by hand; who and why are kept with the line's discrepancy where it has one. */
    ResolveAnswer matchByHand(long line, Decision decision);

    /** The orders that were created on a day, as shop, gateway, processor and chain tell them. */
    FourColumnsPage fourColumns(ProcessorId processor, LocalDate day, @Nullable OrderId olderThan);

    /** The same of single orders, in no order. An id that is none of ours is passed over. */
    List<FourColumns> fourColumns(Set<OrderId> orders);
}
