package io.tillgate.internal.jdbc;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.reconcile.CloseAnswer;
import io.tillgate.reconcile.DailyClose;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Closes one day after the other, and looks at sealed ones again. A fact that a sealed day does not have the way it was
 * sealed is corrected in the day that is open, never in the sealed one. Safe for use by many threads and nodes.
 */
public final class DayBooks {

    /** What was recorded at the end of a day may take so long to be committed. */
    public static final Duration SETTLING = Duration.ofMinutes(10);

    private static final DailyClose.Check SEALED =
            new DailyClose.Check(DailyClose.Verdict.HOLDS, "just sealed", Instant.EPOCH);

    private final Database database;
    private final ZoneId zone;
    private final InstantSource clock;

    public DayBooks(Database database, ZoneId zone, InstantSource clock) {
        this.database = ReconcileAccount.database(database.dataSource());
        this.zone = zone;
        this.clock = clock;
    }

    /** The next day to close: its day and its times. */
    record Next(LocalDate day, Instant startsAt, Instant endsAt) {}

    /** Closes a day in every currency of a processor, by itself. */
    public CloseAnswer close(String processor, LocalDate day, String actor) throws SQLException {
        return close(processor, day, actor, (connection, now) -> {});
    }

    /** The same because a person asked for it. */
    CloseAnswer closeByHand(String processor, LocalDate day, String actor) throws SQLException {
        return close(
                processor,
                day,
                actor,
                (connection, now) -> ReconcileLog.closed(connection, processor, day, actor, now));
    }

    /** What is written with a close or a look at one, in its transaction. */
    @FunctionalInterface
    private interface Further {
        void write(Connection connection, Instant now) throws SQLException;
    }

    private CloseAnswer close(String processor, LocalDate day, String actor, Further further) throws SQLException {
        try {
            return database.inTransaction(connection -> {
                Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
                Instant booksFrom = ReconcileAccount.lock(connection, processor, now);
                List<DailyClose> last = last(connection, processor);
                Next next = next(last, booksFrom);
                if (day.isBefore(next.day())) {
                    return last.isEmpty() ? new CloseAnswer.NotNext(next.day()) : new CloseAnswer.AlreadyClosed(day);
                }
                if (day.isAfter(next.day())) {
                    return new CloseAnswer.NotNext(next.day());
                }
                Instant from = next.endsAt().plus(SETTLING);
                if (now.isBefore(from)) {
                    return new CloseAnswer.TooEarly(day, from);
                }
                // What came late for the day before is booked in this one.
                new SealCheck(connection, processor, now).look(last);
                List<DailyClose> closes = close(connection, processor, next, last, actor, now);
                further.write(connection, now);
                return new CloseAnswer.Closed(closes);
            });
        } catch (SQLException failure) {
            if (ReconcileAccount.isBusy(failure)) {
                return new CloseAnswer.Busy();
            }
            throw failure;
        }
    }

    /** The day that is to be closed next, if it is over by then. */
    public Optional<LocalDate> nextDay(String processor, Instant overBefore) throws SQLException {
        return database.inTransaction(connection -> {
            Instant booksFrom = ReconcileAccount.booksFrom(connection, processor, clock.instant());
            Next next = next(last(connection, processor), booksFrom);
            return next.endsAt().isAfter(overBefore) ? Optional.empty() : Optional.of(next.day());
        });
    }

    /** Looks at a sealed day again, in each currency; books what it finds. Empty when the day is not closed. */
    public List<DailyClose> verify(String processor, LocalDate day) throws SQLException {
        return verify(processor, day, (connection, now) -> {});
    }

    /** The same because a person asked for it. */
    List<DailyClose> verifyByHand(String processor, LocalDate day, String actor) throws SQLException {
        return verify(
                processor, day, (connection, now) -> ReconcileLog.verified(connection, processor, day, actor, now));
    }

    private List<DailyClose> verify(String processor, LocalDate day, Further further) throws SQLException {
        return database.inTransaction(connection -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            ReconcileAccount.lock(connection, processor, now);
            List<DailyClose> closes = DailyCloseStore.ofDay(connection, processor, day);
            if (closes.isEmpty()) {
                return closes;
            }
            new SealCheck(connection, processor, now).look(closes);
            further.write(connection, now);
            return DailyCloseStore.ofDay(connection, processor, day);
        });
    }

    /** Looks at the day that was not looked at for the longest time, if none was for so long; false when there is none. */
    public boolean verifyOldest(String processor, Duration every) throws SQLException {
        Optional<LocalDate> due = database.inTransaction(connection -> DailyCloseStore.dueForCheck(
                connection, processor, clock.instant().minus(every)));
        if (due.isEmpty()) {
            return false;
        }
        return !verify(processor, due.get()).isEmpty();
    }

    /** The closes of the newest day, one a currency. */
    private static List<DailyClose> last(Connection connection, String processor) throws SQLException {
        List<DailyClose> newest = DailyCloseStore.newest(connection, processor, null, 1);
        return newest.isEmpty()
                ? newest
                : DailyCloseStore.ofDay(connection, processor, newest.get(0).day());
    }

    private Next next(List<DailyClose> last, Instant booksFrom) {
        LocalDate day = last.isEmpty()
                ? LocalDate.ofInstant(booksFrom, zone)
                : last.get(0).day().plusDays(1);
        Instant startsAt = last.isEmpty() ? start(day) : last.get(0).endsAt();
        // A shop that moves its zone to the east across the date line would have a day that ends before it begins.
        while (!start(day.plusDays(1)).isAfter(startsAt)) {
            day = day.plusDays(1);
        }
        return new Next(day, startsAt, start(day.plusDays(1)));
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    private List<DailyClose> close(
            Connection connection, String processor, Next next, List<DailyClose> last, String actor, Instant now)
            throws SQLException {
        DayFacts facts = DayFacts.of(connection, processor, next.startsAt(), next.endsAt());
        Map<String, DailyClose> before = new HashMap<>();
        last.forEach(close -> before.put(close.coins().opening().currency().code(), close));
        Set<String> currencies = new TreeSet<>(before.keySet());
        currencies.addAll(facts.accounts().keySet());
        currencies.add(Currency.BTC.code());
        List<DailyClose> closes = new ArrayList<>();
        for (String code : currencies) {
            DayFacts.Account account = facts.account(code);
            Optional<DailyClose> previous = Optional.ofNullable(before.get(code));
            DailyCloseStore.Kept kept = new DailyCloseStore.Kept(account.kept(), account.factsHash());
            DailyClose close = sealed(
                    new DailyClose(
                            processor,
                            next.day(),
                            zone,
                            next.startsAt(),
                            next.endsAt(),
                            coins(Currency.of(code), previous, account),
                            values(previous, account),
                            account.facts(),
                            previous.map(DailyClose::seal).orElse(null),
                            "",
                            actor,
                            now,
                            new DailyClose.Check(SEALED.verdict(), SEALED.detail(), now)),
                    kept);
            DailyCloseStore.insert(connection, close, kept);
            closes.add(close);
        }
        return closes;
    }

    private static DailyClose sealed(DailyClose close, DailyCloseStore.Kept kept) {
        return new DailyClose(
                close.processor(),
                close.day(),
                close.zone(),
                close.startsAt(),
                close.endsAt(),
                close.coins(),
                close.values(),
                close.facts(),
                close.previousSeal(),
                Seal.of(close, kept.factsHash, kept.kept),
                close.actor(),
                close.closedAt(),
                close.check());
    }

    private static DailyClose.Sums coins(Currency currency, Optional<DailyClose> previous, DayFacts.Account account) {
        Money opening = previous.map(close -> close.coins().closing()).orElse(Money.zero(currency));
        return sums(opening, account.coins());
    }

    private static List<DailyClose.Sums> values(Optional<DailyClose> previous, DayFacts.Account account) {
        Map<String, Money> openings = new HashMap<>();
        previous.ifPresent(close -> close.values()
                .forEach(value -> openings.put(value.closing().currency().code(), value.closing())));
        Map<String, DayFacts.Sums> moved = account.values();
        Set<String> currencies = new TreeSet<>(openings.keySet());
        currencies.addAll(moved.keySet());
        List<DailyClose.Sums> values = new ArrayList<>();
        for (String code : currencies) {
            Money opening = openings.getOrDefault(code, Money.zero(Currency.of(code)));
            values.add(sums(opening, moved.getOrDefault(code, DayFacts.Sums.NONE)));
        }
        return values;
    }

    private static DailyClose.Sums sums(Money opening, DayFacts.Sums moved) {
        Currency currency = opening.currency();
        return new DailyClose.Sums(
                opening,
                new Money(currency, moved.received()),
                new Money(currency, moved.reversed()),
                new Money(currency, moved.refunded()),
                new Money(currency, moved.fees()),
                new Money(currency, moved.booked()),
                new Money(currency, Math.addExact(opening.minorUnits(), moved.net())));
    }
}
