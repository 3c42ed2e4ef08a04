package io.tillgate.internal.jdbc;

import io.tillgate.desk.SavedView;
import io.tillgate.desk.SavedView.Audience;
import io.tillgate.desk.StaffAct;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows of {@code saved_view}. */
public final class SavedViewStore {

    private static final String COLUMNS = """
            id, name, query, owner, audience, saved_at
            """;

    /** Serialises those who save, so that the count holds; the lock ends with the transaction. */
    private static final Sql LOCK = Sql.of("""
            SELECT pg_advisory_xact_lock(hashtextextended('tillgate.saved_view', 0)) IS NULL AS locked
            """);

    private static final Sql LIST = Sql.of("SELECT " + COLUMNS + """
            FROM tillgate.saved_view
            WHERE audience = 'EVERYBODY'
               OR (audience = 'OWNER' AND person = :person)
            ORDER BY lower(name), audience
            """);

    private static final Sql COUNT = Sql.of("""
            SELECT count(*) AS views
            FROM tillgate.saved_view
            WHERE audience = :audience
              AND (:audience = 'EVERYBODY' OR person = :person)
            """);

    private static final Sql REPLACE = Sql.of("""
            DELETE FROM tillgate.saved_view
            WHERE audience = :audience
              AND (:audience = 'EVERYBODY' OR person = :person)
              AND lower(name) = lower(:name)
            """);

    private static final Sql INSERT = Sql.of("""
            INSERT INTO tillgate.saved_view (id, name, query, owner, person, audience, saved_at)
            VALUES (:id, :name, :query, :owner, :person, :audience, :saved_at)
            """);

    private static final Sql DELETE = Sql.of("""
            DELETE FROM tillgate.saved_view
            WHERE id = :id
              AND (audience = 'EVERYBODY' OR person = :person)
            RETURNING
            """ + COLUMNS);

    private SavedViewStore() {}

    public static List<SavedView> list(Connection connection, String person) throws SQLException {
        return LIST.on(connection).set("person", person).rows(SavedViewStore::map);
    }

    /** Takes the place of one of the same name; then counts, itself left out. One at a time. */
    public static long replaceAndCount(Connection connection, SavedView view) throws SQLException {
        LOCK.on(connection).first(row -> row.text("locked"));
        String person = StaffAct.person(view.owner());
        REPLACE.on(connection)
                .set("audience", view.audience())
                .set("person", person)
                .set("name", view.name())
                .update();
        return COUNT.on(connection)
                .set("audience", view.audience())
                .set("person", person)
                .first(row -> row.number("views"))
                .orElse(0L);
    }

    public static void insert(Connection connection, SavedView view) throws SQLException {
        INSERT.on(connection)
                .set("id", view.id())
                .set("name", view.name())
                .set("query", view.query())
                .set("owner", view.owner())
                .set("person", StaffAct.person(view.owner()))
                .set("audience", view.audience())
                .set("saved_at", view.savedAt())
                .updateExactly(1);
    }

    /** Deletes a view that the person may delete, and gives it. */
    public static Optional<SavedView> delete(Connection connection, String person, UUID id) throws SQLException {
        return DELETE.on(connection).set("id", id).set("person", person).first(SavedViewStore::map);
    }

    private static SavedView map(Sql.Row row) throws SQLException {
        return new SavedView(
                row.uuid("id"),
                row.text("name"),
                row.text("query"),
                row.text("owner"),
                row.constant("audience", Audience.class),
                row.instant("saved_at"));
    }
}
