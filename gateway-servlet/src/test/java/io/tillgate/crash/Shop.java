package io.tillgate.crash;

import io.tillgate.event.OrderEvent;
import io.tillgate.event.OrderEventType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * The shop's own tables, beside ours in the same database. What the plain listener hears is counted; what the transactional
 * one books goes in by a plain INSERT, so that hearing it twice would be an error, which is kept.
 */
record Shop(DataSource dataSource) {

    private static final String UNIQUE_VIOLATION = "23505";

    static void createTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE SCHEMA shop;
                    CREATE TABLE shop.heard (event_id bigint PRIMARY KEY, order_id uuid, type text, times integer);
                    CREATE TABLE shop.booked (event_id bigint PRIMARY KEY, order_id uuid, type text);
                    CREATE TABLE shop.shipped (order_id uuid PRIMARY KEY);
                    CREATE TABLE shop.doubled (event_id bigint, error text);
                    """);
        }
    }

    void hear(OrderEvent event) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO shop.heard VALUES (?, ?, ?, 1)
                        ON CONFLICT (event_id) DO UPDATE SET times = heard.times + 1
                        """)) {
            insert.setLong(1, event.id());
            insert.setObject(2, event.orderId().value());
            insert.setString(3, event.type().name());
            insert.executeUpdate();
        }
    }

    void book(OrderEvent event, Connection connection) throws SQLException {
        try {
            insertBooking(event, connection);
            if (event.type() == OrderEventType.ORDER_PAID) {
                ship(event, connection);
            }
        } catch (SQLException failure) {
            if (UNIQUE_VIOLATION.equals(failure.getSQLState())) {
                noteDoubled(event, failure);
            }
            throw failure;
        }
    }

    private static void insertBooking(OrderEvent event, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO shop.booked VALUES (?, ?, ?)")) {
            insert.setLong(1, event.id());
            insert.setObject(2, event.orderId().value());
            insert.setString(3, event.type().name());
            insert.executeUpdate();
        }
    }

    private static void ship(OrderEvent event, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO shop.shipped VALUES (?)")) {
            insert.setObject(1, event.orderId().value());
            insert.executeUpdate();
        }
    }

    private void noteDoubled(OrderEvent event, SQLException violation) throws SQLException {
        try (Connection own = dataSource.getConnection();
                PreparedStatement insert = own.prepareStatement("INSERT INTO shop.doubled VALUES (?, ?)")) {
            insert.setLong(1, event.id());
            insert.setString(2, violation.getMessage());
            insert.executeUpdate();
        }
    }
}
