package io.tillgate.internal.jdbc;

import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.reconcile.DailyClose;
import io.tillgate.reconcile.DailyClose.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Looks at sealed days again: whether row, chain and facts are what was sealed. One transaction, its account locked. */
final class SealCheck {

    private static final int FACTS_TOLD_MAX = 5;

    private final Connection connection;
    private final String processor;
    private final Instant now;

    SealCheck(Connection connection, String processor, Instant now) {
        this.connection = connection;
        this.processor = processor;
        this.now = now;
    }

    /** Looks at all currencies of one day, and keeps what it finds. */
    void look(List<DailyClose> closes) throws SQLException {
        if (closes.isEmpty()) {
            return;
        }
        DailyClose any = closes.get(0);
        DayFacts facts = DayFacts.of(connection, processor, any.startsAt(), any.endsAt());
        Map<String, DailyClose> before = new HashMap<>();
        DailyCloseStore.newest(
                        connection,
                        processor,
                        any.day(),
                        closes.size() + facts.accounts().size())
                .forEach(close -> before.putIfAbsent(code(close), close));
        for (DailyClose close : closes) {
            DailyCloseStore.Kept kept = DailyCloseStore.kept(connection, close);
            Optional<String> broken = broken(close, kept, Optional.ofNullable(before.get(code(close))));
            DailyClose.Check check = broken.isPresent()
                    ? new DailyClose.Check(Verdict.BROKEN, broken.get(), now)
                    : compare(close, kept, facts.account(code(close)));
            DailyCloseStore.checked(connection, close, check);
        }
    }

    /** What is wrong with the row itself. */
    private static Optional<String> broken(DailyClose close, DailyCloseStore.Kept kept, Optional<DailyClose> before) {
        if (!Seal.of(close, kept.factsHash, kept.kept).equals(close.seal())) {
            return Optional.of("the stored day is not what was sealed: somebody changed it in the database");
        }
        String previous = close.previousSeal();
        String found = before.map(DailyClose::seal).orElse(null);
        if (previous == null ? found != null : !previous.equals(found)) {
            return Optional.of("the seal of the day before is not the one that this day was sealed with");
        }
        return Optional.empty();
    }

    private DailyClose.Check compare(DailyClose close, DailyCloseStore.Kept kept, DayFacts.Account found)
            throws SQLException {
        byte[] hash = found.factsHash();
        BookingStore.Corrected corrected = BookingStore.corrections(connection, processor, code(close), close.day());
        byte[] known = corrected.factsHash().orElse(kept.factsHash);
        if (Arrays.equals(known, hash)) {
            return corrected.factsHash().isEmpty()
                    ? new DailyClose.Check(Verdict.HOLDS, "row and facts are what was sealed", now)
                    : new DailyClose.Check(Verdict.CORRECTED, close.check().detail(), now);
        }
        Currency currency = close.coins().opening().currency();
        long sealed = Math.subtractExact(
                close.coins().closing().minorUnits(), close.coins().opening().minorUnits());
        long coins = Math.subtractExact(found.coins().net(), Math.addExact(sealed, corrected.coins()));
        String told = told(close, kept);
        Instant open = ReconcileAccount.openFrom(connection, processor);
        String reason = "correction of " + close.day() + ": " + told;
        BookingStore.correct(
                connection,
                new BookingStore.Act(
                        processor,
                        currency.code(),
                        open,
                        "tillgate",
                        reason.substring(0, Math.min(500, reason.length())),
                        now),
                close.day(),
                hash,
                coins,
                values(close, found, corrected));
        return new DailyClose.Check(
                Verdict.CORRECTED,
                told + ". The difference of " + new Money(currency, coins) + " is booked in the day that is open now",
                now);
    }

    /** By how much the value of the day differs, in each currency of its price tags. */
    private static Map<String, Long> values(
            DailyClose close, DayFacts.Account found, BookingStore.Corrected corrected) {
        Map<String, Long> sealed = new HashMap<>();
        close.values()
                .forEach(value -> sealed.put(
                        value.opening().currency().code(),
                        Math.subtractExact(
                                value.closing().minorUnits(), value.opening().minorUnits())));
        Map<String, DayFacts.Sums> moved = found.values();
        Set<String> currencies = new TreeSet<>(sealed.keySet());
        currencies.addAll(moved.keySet());
        currencies.addAll(corrected.values().keySet());
        Map<String, Long> differences = new TreeMap<>();
        for (String code : currencies) {
            long is = moved.getOrDefault(code, DayFacts.Sums.NONE).net();
            long was = Math.addExact(sealed.getOrDefault(code, 0L), corrected.value(code));
            if (is != was) {
                differences.put(code, Math.subtractExact(is, was));
            }
        }
        return differences;
    }

    /** Which facts are not what was sealed, in a sentence. */
    private String told(DailyClose close, DailyCloseStore.Kept kept) throws SQLException {
        Set<String> sealed = new TreeSet<>();
        for (int i = 0; i < kept.kept.length; i += DayFacts.KEPT_BYTES) {
            sealed.add(HexFormat.of().formatHex(kept.kept, i, i + DayFacts.KEPT_BYTES));
        }
        int all = sealed.size();
        List<String> odd = new ArrayList<>();
        int seen = 0;
        for (DayFacts.Fact fact : DayFacts.each(connection, processor, close.startsAt(), close.endsAt())) {
            if (fact.currency.equals(code(close))) {
                if (sealed.remove(HexFormat.of().formatHex(fact.hash, 0, DayFacts.KEPT_BYTES))) {
                    seen++;
                } else {
                    odd.add(fact.what);
                }
            }
        }
        String more = odd.size() > FACTS_TOLD_MAX ? ", and " + (odd.size() - FACTS_TOLD_MAX) + " more" : "";
        String which = odd.isEmpty()
                ? "no payment is new or changed"
                : "new or changed since the seal: "
                        + String.join("; ", odd.subList(0, Math.min(odd.size(), FACTS_TOLD_MAX))) + more;
        return which + "; of " + all + " sealed facts " + seen + " payments are as they were";
    }

    private static String code(DailyClose close) {
        return close.coins().opening().currency().code();
    }
}
