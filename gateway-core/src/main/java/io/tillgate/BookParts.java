package io.tillgate;

import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.DayBooks;
import io.tillgate.internal.jdbc.PostgresBooks;
import io.tillgate.internal.jdbc.PostgresStatementDesk;
import io.tillgate.internal.jdbc.SecondPerson;
import io.tillgate.internal.jdbc.StatementRuns;
import io.tillgate.internal.loop.BookKeeper;
import io.tillgate.internal.loop.Leases;
import io.tillgate.internal.loop.Loop;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.ProcessorId;
import io.tillgate.reconcile.Books;
import io.tillgate.reconcile.StatementDesk;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;

/** The parts that reconcile and close days, put together. Nothing runs yet. */
final class BookParts {

    final StatementDesk statements;
    final Books books;
    final Leases leases;
    final Loop loop;

    BookParts(
            Database database,
            ZoneId zone,
            List<PaymentProcessor> processors,
            SecondPerson second,
            Uuid7 ids,
            InstantSource clock) {
        List<ProcessorId> names = processors.stream().map(PaymentProcessor::id).toList();
        StatementRuns runs = new StatementRuns(database, ids::next, clock);
        DayBooks days = new DayBooks(database, zone, clock);
        statements = new PostgresStatementDesk(database, runs, zone, processors, second, clock);
        books = new PostgresBooks(database, days, zone, names);
        // A name of its own: giving up these leases must not give up those of other work of this node.
        leases = new Leases(database, ids.next(), BookKeeper.leaseNames());
        BookKeeper keeper = new BookKeeper(days, runs, names, leases, clock);
        loop = new Loop("books", BookKeeper.PAUSE, keeper::round);
    }
}
