package io.tillgate.internal.jdbc;

import io.tillgate.failure.GatewayException;
import io.tillgate.processor.ProcessorId;
import io.tillgate.reconcile.Balance;
import io.tillgate.reconcile.Books;
import io.tillgate.reconcile.CloseAnswer;
import io.tillgate.reconcile.DailyClose;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The books on the tables of Postgres. */
public final class PostgresBooks implements Books {

    private final Database database;
    private final DayBooks days;
    private final ZoneId zone;
    private final List<ProcessorId> processors;

    public PostgresBooks(Database database, DayBooks days, ZoneId zone, List<ProcessorId> processors) {
        this.database = database;
        this.days = days;
        this.zone = zone;
        this.processors = List.copyOf(processors);
    }

    @Override
    public ZoneId zone() {
        return zone;
    }

    @Override
    public List<ProcessorId> processors() {
        return processors;
    }

    @Override
    public List<Day> days(ProcessorId processor, @Nullable LocalDate olderThan) {
        return database.orThrow("read the books", connection -> {
            List<Day> found = new ArrayList<>();
            List<DailyClose> closes = DailyCloseStore.newest(connection, processor.value(), olderThan, PAGE_DAYS);
            List<Balance> balances = BalanceStore.balances(connection, processor.value(), closes);
            for (int i = 0; i < closes.size(); i++) {
                found.add(new Day(closes.get(i), balances.get(i)));
            }
            return found;
        });
    }

    @Override
    public List<Day> day(ProcessorId processor, LocalDate day) {
        return database.orThrow("read the books of " + day, connection -> {
            List<Day> found = new ArrayList<>();
            for (DailyClose close : DailyCloseStore.ofDay(connection, processor.value(), day)) {
                found.add(new Day(close, BalanceStore.explained(connection, close)));
            }
            return found;
        });
    }

    @Override
    public LocalDate nextDay(ProcessorId processor) {
        try {
            return days.nextDay(processor.value(), Instant.MAX).orElseThrow();
        } catch (SQLException failure) {
            throw new GatewayException(
                    "the database failed to tell the next day to close: " + failure.getMessage(), failure);
        }
    }

    @Override
    public CloseAnswer close(ProcessorId processor, LocalDate day, String actor) {
        try {
            return days.closeByHand(processor.value(), day, actor);
        } catch (SQLException failure) {
            throw new GatewayException("the database failed to close " + day + ": " + failure.getMessage(), failure);
        }
    }

    @Override
    public List<DailyClose> verify(ProcessorId processor, LocalDate day, String actor) {
        try {
            return days.verifyByHand(processor.value(), day, actor);
        } catch (SQLException failure) {
            throw new GatewayException("the database failed to look at " + day + ": " + failure.getMessage(), failure);
        }
    }
}
