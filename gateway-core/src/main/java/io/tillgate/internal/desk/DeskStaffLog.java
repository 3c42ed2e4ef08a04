package io.tillgate.internal.desk;

import io.tillgate.desk.ActKind;
import io.tillgate.desk.StaffAct;
import io.tillgate.desk.StaffLog;
import io.tillgate.desk.StaffLogEntry;
import io.tillgate.desk.StaffLogFilter;
import io.tillgate.desk.StaffLogPage;
import io.tillgate.desk.StaffPolicy;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.StaffLogStore;
import io.tillgate.internal.jdbc.StaffLogStore.NewEntry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** The log of what staff do, out of Postgres. */
public final class DeskStaffLog implements StaffLog {

    private static final int PEOPLE_REMEMBERED_MAX = 1000;

    private final Database database;
    private final StaffPolicy policy;
    private final InstantSource clock;

    /** Whose entry this node knows of, so that not each request asks the database. */
    private final Map<String, Instant> entered = new LinkedHashMap<>();

    DeskStaffLog(Database database, StaffPolicy policy, InstantSource clock) {
        this.database = database;
        this.policy = policy;
        this.clock = clock;
    }

    @Override
    public StaffLogPage list(StaffLogFilter filter) {
        return database.orThrow("list the staff's log", connection -> {
            List<StaffLogEntry> entries = StaffLogStore.list(connection, filter, PAGE_ENTRIES + 1);
            if (entries.size() <= PAGE_ENTRIES) {
                return new StaffLogPage(entries, null);
            }
            List<StaffLogEntry> page = entries.subList(0, PAGE_ENTRIES);
            return new StaffLogPage(page, page.get(PAGE_ENTRIES - 1).id());
        });
    }

    @Override
    public void forEach(StaffLogFilter filter, Consumer<StaffLogEntry> reader) {
        StaffLogPage page = list(filter);
        page.entries().forEach(reader);
        // No transaction stays open while the reader's client takes its time.
        for (Long next = page.next(); next != null; next = page.next()) {
            page = list(filter.olderThan(next));
            page.entries().forEach(reader);
        }
    }

    @Override
    public void entered(String actor) {
        Instant now = clock.instant();
        String person = StaffAct.person(actor);
        if (isRemembered(person, now)) {
            return;
        }
        // Checks the name.
        StaffAct by = new StaffAct(UUID.randomUUID(), actor, ActKind.ENTER.words());
        database.orThrow("note that somebody opened the pages for staff", connection -> {
            if (!StaffLogStore.enteredSince(connection, person, now.minus(policy.entryPeriod()))) {
                NewEntry entry = new NewEntry(
                        by.request(), by.actor(), ActKind.ENTER, null, null, null, "", ActKind.ENTER.words());
                StaffLogStore.append(connection, entry, now);
            }
            return person;
        });
        remember(person, now);
    }

    @Override
    public void exported(StaffAct by, String what) {
        database.orThrow("note an export", connection -> {
            boolean isNew = StaffLogStore.once(connection, by.request()).isEmpty();
            if (isNew) {
                StaffLogStore.append(connection, NewEntry.of(by, ActKind.EXPORT, "exported " + what), clock.instant());
            }
            return isNew;
        });
    }

    private synchronized boolean isRemembered(String person, Instant now) {
        Instant last = entered.get(person);
        return last != null && now.isBefore(last.plus(policy.entryPeriod()));
    }

    private synchronized void remember(String person, Instant now) {
        if (entered.size() >= PEOPLE_REMEMBERED_MAX) {
            entered.clear();
        }
        entered.put(person, now);
    }
}
