package io.tillgate.internal.jdbc;

import io.tillgate.failure.GatewayException;
import io.tillgate.failure.Problem;
import io.tillgate.internal.statement.AccountHistory;
import io.tillgate.internal.statement.SpooledFile;
import io.tillgate.internal.statement.StatementEntry;
import io.tillgate.internal.statement.StatementFault;
import io.tillgate.internal.statement.StatementReader;
import io.tillgate.money.Currency;
import io.tillgate.order.OrderId;
import io.tillgate.processor.Capability;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.ProcessorId;
import io.tillgate.reconcile.BookingPreview;
import io.tillgate.reconcile.Decision;
import io.tillgate.reconcile.Discrepancy;
import io.tillgate.reconcile.DiscrepancyFilter;
import io.tillgate.reconcile.FourColumns;
import io.tillgate.reconcile.FourColumnsPage;
import io.tillgate.reconcile.MatchedBy;
import io.tillgate.reconcile.ReconcileRun;
import io.tillgate.reconcile.ResolveAnswer;
import io.tillgate.reconcile.RunAnswer;
import io.tillgate.reconcile.RunSource;
import io.tillgate.reconcile.StatementDesk;
import io.tillgate.reconcile.StatementLine;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The desk for statements on the tables of Postgres. */
public final class PostgresStatementDesk implements StatementDesk {

    /** A history is asked for from this long before its newest known line: what was booked late comes, too. */
    private static final Duration OVERLAP = Duration.ofDays(1);

    private final Database database;
    private final StatementRuns runs;
    private final Resolver resolver;
    private final ZoneId zone;
    private final List<PaymentProcessor> tellers;

    public PostgresStatementDesk(
            Database database,
            StatementRuns runs,
            ZoneId zone,
            List<PaymentProcessor> processors,
            SecondPerson second,
            InstantSource clock) {
        this.tellers = processors.stream()
                .filter(processor -> processor.capabilities().contains(Capability.ACCOUNT_HISTORY))
                .toList();
        this.database = database;
        this.runs = runs;
        this.resolver = new Resolver(database, runs, second, clock);
        this.zone = zone;
    }

    @Override
    public RunAnswer importFile(FileOrigin origin, InputStream bytes) throws IOException {
        // To its end first: a transaction that waited for somebody's upload would hold up everybody else.
        try (SpooledFile file = SpooledFile.of(bytes, FILE_BYTES_MAX)) {
            if (file.isTooLarge()) {
                return refused(new Problem(
                        "file", "is larger than " + FILE_BYTES_MAX / 1024 / 1024 + " MB", "split it by time"));
            }
            try (InputStream header = file.open()) {
                RunSource source =
                        new StatementReader(header, origin.currency()).isMtGox() ? RunSource.MTGOX_CSV : RunSource.CSV;
                return imported(origin, source, file);
            } catch (StatementFault fault) {
                return refused(fault.problem());
            }
        }
    }

    private RunAnswer imported(FileOrigin origin, RunSource source, SpooledFile file) {
        StatementRuns.Origin brought = new StatementRuns.Origin(
                origin.processor().value(),
                source,
                fileName(origin.name()),
                HexFormat.of().formatHex(file.sha256()),
                origin.actor());
        return intent(
                "import a statement",
                () -> runs.run(brought, stage -> {
                    try (InputStream in = file.open()) {
                        return new StatementReader(in, origin.currency()).readAll(stage::add);
                    } catch (StatementFault fault) {
                        return List.of(fault.problem());
                    }
                }));
    }

    @Override
    public List<ProcessorId> fetchable() {
        return tellers.stream().map(PaymentProcessor::id).toList();
    }

    @Override
    public RunAnswer fetch(ProcessorId processor, String actor) {
        Optional<PaymentProcessor> teller =
                tellers.stream().filter(one -> one.id().equals(processor)).findFirst();
        if (teller.isEmpty()) {
            return refused(new Problem(
                    "processor",
                    "does not tell its account history",
                    "download the statement from it, and upload it here"));
        }
        Optional<Instant> newest = intent("look for the newest line", () -> runs.newestTold(processor.value()));
        AccountHistory history = AccountHistory.read(
                teller.get(), Currency.BTC, newest.map(at -> at.minus(OVERLAP)).orElse(null));
        if (history.problem().isPresent()) {
            return refused(history.problem().get());
        }
        StatementRuns.Origin told = new StatementRuns.Origin(processor.value(), RunSource.API, null, null, actor);
        return intent(
                "import an account history",
                () -> runs.run(told, stage -> {
                    for (StatementEntry entry : history.entries()) {
                        stage.add(entry);
                    }
                    return List.of();
                }));
    }

    @Override
    public RunAnswer matchAgain(ProcessorId processor, String actor) {
        return intent("match again", () -> runs.againByHand(processor.value(), actor));
    }

    @Override
    public List<ReconcileRun> runs(@Nullable UUID olderThan) {
        return database.orThrow("list the runs", connection -> RunStore.list(connection, olderThan, PAGE_ROWS));
    }

    @Override
    public Optional<ReconcileRun> run(UUID id) {
        return database.orThrow("read run " + id, connection -> RunStore.find(connection, id));
    }

    @Override
    public List<StatementLine> lines(UUID run, @Nullable MatchedBy matchedBy, long after) {
        return database.orThrow(
                "list the lines of run " + run,
                connection -> StatementLineStore.ofRun(connection, run, matchedBy, after));
    }

    @Override
    public Optional<StatementLine> line(long id) {
        return database.orThrow("read line " + id, connection -> StatementLineStore.find(connection, id));
    }

    @Override
    public List<StatementLine> ambiguous() {
        return database.orThrow("list ambiguous lines", StatementLineStore::ambiguous);
    }

    @Override
    public List<Candidate> candidates(long line) {
        return database.orThrow(
                "look for what line " + line + " is about",
                connection ->
                        StatementLineStore.candidates(connection, line, StatementRuns.AROUND, StatementRuns.SLACK));
    }

    @Override
    public List<Discrepancy> discrepancies(DiscrepancyFilter filter) {
        return database.orThrow("list discrepancies", connection -> DiscrepancyStore.list(connection, filter));
    }

    @Override
    public Optional<Discrepancy> discrepancy(long id) {
        return database.orThrow("read discrepancy " + id, connection -> DiscrepancyStore.find(connection, id));
    }

    @Override
    public int openDiscrepancies() {
        return database.orThrow("count discrepancies", DiscrepancyStore::countOpen);
    }

    @Override
    public Optional<BookingPreview> previewBooking(long discrepancy) {
        return database.orThrow(
                "work out a booking for discrepancy " + discrepancy,
                connection -> resolver.preview(connection, discrepancy));
    }

    @Override
    public ResolveAnswer resolve(long discrepancy, Decision decision) {
        return intent("decide on discrepancy " + discrepancy, () -> resolver.resolve(discrepancy, decision));
    }

    @Override
    public ResolveAnswer matchByHand(long line, Decision decision) {
        return intent("match line " + line, () -> resolver.matchLine(line, decision));
    }

    @Override
    public FourColumnsPage fourColumns(ProcessorId processor, LocalDate day, @Nullable OrderId olderThan) {
        FourColumnsStore.Stretch stretch = new FourColumnsStore.Stretch(
                processor.value(),
                day.atStartOfDay(zone).toInstant(),
                day.plusDays(1).atStartOfDay(zone).toInstant());
        return database.orThrow(
                "read the orders of " + day, connection -> FourColumnsStore.page(connection, stretch, olderThan));
    }

    @Override
    public List<FourColumns> fourColumns(Set<OrderId> orders) {
        return orders.isEmpty()
                ? List.of()
                : database.orThrow(
                        "read " + orders.size() + " orders",
                        connection -> FourColumnsStore.ofOrders(connection, orders));
    }

    /** Work whose broken database is beyond repair by the caller. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws SQLException;
    }

    private static <T> T intent(String intent, Work<T> work) {
        try {
            return work.run();
        } catch (SQLException failure) {
            throw new GatewayException("the database failed to " + intent + ": " + failure.getMessage(), failure);
        }
    }

    private static RunAnswer refused(Problem problem) {
        return new RunAnswer.Refused(List.of(problem));
    }

    /** What a browser sends may be a whole path, and anything else. */
    private static String fileName(String told) {
        String name = told.substring(Math.max(told.lastIndexOf('/'), told.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "");
        return name.length() > 200 ? name.substring(0, 200) : name;
    }
}
