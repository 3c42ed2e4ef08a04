package io.tillgate.internal.desk;

import io.tillgate.desk.ActKind;
import io.tillgate.desk.SavedView;
import io.tillgate.desk.SavedView.Audience;
import io.tillgate.desk.SavedViews;
import io.tillgate.desk.StaffAct;
import io.tillgate.failure.InvalidInputException;
import io.tillgate.failure.Problem;
import io.tillgate.internal.id.Uuid7;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.SavedViewStore;
import io.tillgate.internal.jdbc.StaffLogStore;
import io.tillgate.internal.jdbc.StaffLogStore.NewEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The saved views, out of Postgres. */
public final class DeskViews implements SavedViews {

    private final Database database;
    private final Uuid7 ids;
    private final InstantSource clock;

    DeskViews(Database database, Uuid7 ids, InstantSource clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public List<SavedView> list(String actor) {
        return database.orThrow(
                "list saved views", connection -> SavedViewStore.list(connection, StaffAct.person(actor)));
    }

    @Override
    public SavedView save(String actor, String name, String query, Audience audience) {
        String trimmed = name.strip();
        check(trimmed, query);
        // To the digits that Postgres keeps: the view is the same when it is read again.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        SavedView view = new SavedView(ids.next(), trimmed, query, actor, audience, now);
        int viewsMax = audience == Audience.OWNER ? OWN_VIEWS_MAX : SHARED_VIEWS_MAX;
        return database.orThrow("save a view", connection -> {
            if (SavedViewStore.replaceAndCount(connection, view) >= viewsMax) {
                throw new InvalidInputException(
                        "name", "would be one view more than " + viewsMax, "delete a view that nobody needs");
            }
            SavedViewStore.insert(connection, view);
            log(connection, view, actor, ActKind.SAVE_VIEW, now);
            return view;
        });
    }

    @Override
    public boolean delete(String actor, UUID id) {
        return database.orThrow("delete a view", connection -> {
            Optional<SavedView> gone = SavedViewStore.delete(connection, StaffAct.person(actor), id);
            if (gone.isPresent()) {
                log(connection, gone.get(), actor, ActKind.DELETE_VIEW, clock.instant());
            }
            return gone.isPresent();
        });
    }

    private void log(Connection connection, SavedView view, String actor, ActKind kind, Instant now)
            throws SQLException {
        String outcome = kind.words() + ": " + view.name();
        StaffLogStore.append(
                connection,
                new NewEntry(ids.next(), actor, kind, null, view.id().toString(), null, "", outcome),
                now);
    }

    private static void check(String name, String query) {
        List<Problem> problems = new ArrayList<>();
        if (name.isEmpty()
                || name.length() > SavedView.NAME_CHARS_MAX
                || name.codePoints().anyMatch(DeskViews::hides)) {
            problems.add(new Problem(
                    "name",
                    "is empty, too long or has invisible characters",
                    "write 1 to " + SavedView.NAME_CHARS_MAX + " letters, digits and signs"));
        }
        boolean printable = query.chars().allMatch(c -> c > ' ' && c < 127);
        if (query.length() > SavedView.QUERY_CHARS_MAX || !printable) {
            problems.add(new Problem(
                    "query", "is no filter of the list of orders", "save the view from the list of orders"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }

    /** Control characters, marks of direction and the like make one name look like another. */
    private static boolean hides(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
