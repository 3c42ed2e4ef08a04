package io.tillgate.demo;

import io.tillgate.event.OrderEvent;
import io.tillgate.money.Currency;
import io.tillgate.money.Money;
import io.tillgate.order.Anomaly;
import io.tillgate.processor.ProcessorId;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The shop's own orders, in its own table: a webapp has one anyway, and Tillgate never touches it. */
final class ShopOrders {
    private static final int LISTED_MAX = 50;
    private static final int SECRET_BYTES = 32;

    private static final String SCHEMA = """
            SELECT pg_advisory_xact_lock(hashtext('demo_shop'));
            CREATE SCHEMA IF NOT EXISTS demo_shop;
            CREATE TABLE IF NOT EXISTS demo_shop.shop_order (
                number      bigint GENERATED ALWAYS AS IDENTITY (START WITH 1001) PRIMARY KEY,
                cart        uuid NOT NULL UNIQUE,
                visitor     uuid NOT NULL,
                product     text NOT NULL,
                currency    text NOT NULL,
                price_minor bigint NOT NULL CHECK (price_minor > 0),
                state       text NOT NULL DEFAULT 'PLACED' CHECK (state IN
                    ('PLACED', 'CONFIRMING', 'PAID', 'EXPIRED', 'CANCELLED', 'DECLINED', 'REVERSED')),
                review      text NOT NULL DEFAULT 'NONE' CHECK (review IN ('NONE', 'NEEDED')),
                note        text,
                placed_at   timestamptz NOT NULL DEFAULT now()
            );
            ALTER TABLE demo_shop.shop_order ADD COLUMN IF NOT EXISTS processor text NOT NULL DEFAULT 'mtgox';
            CREATE INDEX IF NOT EXISTS shop_order_visitor ON demo_shop.shop_order (visitor, number DESC);
            CREATE TABLE IF NOT EXISTS demo_shop.secret (name text PRIMARY KEY, base64 text NOT NULL)
            """;

    private final DataSource database;

    private ShopOrders(DataSource database) {
        this.database = database;
    }

    static ShopOrders migrated(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(SCHEMA);
            }
            connection.commit();
        }
        return new ShopOrders(database);
    }

    /** Places an order, or gives the one that this cart became before: a double click buys once. */
    ShopOrder place(UUID cart, UUID visitor, Product product, Money price, ProcessorId processor) throws SQLException {
        String insert = """
                INSERT INTO demo_shop.shop_order (cart, visitor, product, currency, price_minor, processor)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (cart) DO NOTHING
                """;
        try (Connection connection = database.getConnection()) {
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                statement.setObject(1, cart);
                statement.setObject(2, visitor);
                statement.setString(3, product.name());
                statement.setString(4, price.currency().code());
                statement.setLong(5, price.minorUnits());
                statement.setString(6, processor.value());
                statement.executeUpdate();
            }
            String select = "SELECT * FROM demo_shop.shop_order WHERE cart = ?";
            try (PreparedStatement statement = connection.prepareStatement(select)) {
                statement.setObject(1, cart);
                return read(statement).get(0);
            }
        }
    }

    /** One of this visitor's orders; nobody sees another's. */
    Optional<ShopOrder> find(String reference, UUID visitor) throws SQLException {
        String select = "SELECT * FROM demo_shop.shop_order WHERE number = ? AND visitor = ?";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setLong(1, number(reference));
            statement.setObject(2, visitor);
            return read(statement).stream().findFirst();
        }
    }

    /** The visitor's latest orders, newest first. */
    List<ShopOrder> of(UUID visitor) throws SQLException {
        String select = """
                SELECT * FROM demo_shop.shop_order
                WHERE visitor = ?
                ORDER BY number DESC
                LIMIT ?
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setObject(1, visitor);
            statement.setInt(2, LISTED_MAX);
            return read(statement);
        }
    }

    /** Tillgate tells what happened. The same event may come twice, so each of these can be done twice. */
    void onEvent(OrderEvent event) throws SQLException {
        switch (event.type()) {
            case PAYMENT_SEEN, ORDER_PAID, ORDER_EXPIRED, ORDER_CANCELLED, ORDER_DECLINED ->
                turn(event, ShopOrder.State.of(event.status()));
            case ORDER_REVERSED -> turn(event, ShopOrder.State.REVERSED);
            case REVIEW_NEEDED -> review(event);
            case REFUND_SENT -> {
                // The order stays what it is; who gave the money back knows.
            }
        }
    }

    private void turn(OrderEvent event, ShopOrder.State state) throws SQLException {
        // Only a withdrawn payment takes "paid" back: an earlier attempt of the same order may expire later. No row is
        // changed then, nor when the reference is not one of ours.
        String update = """
                UPDATE demo_shop.shop_order
                SET state = ?, review = CASE WHEN ? THEN 'NONE' ELSE review END
                WHERE number = ? AND (state <> 'PAID' OR ? IN ('PAID', 'REVERSED'))
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setString(1, state.name());
            statement.setBoolean(2, event.anomaly() == Anomaly.NONE);
            statement.setLong(3, number(event.reference()));
            statement.setString(4, state.name());
            statement.executeUpdate();
        }
    }

    private void review(OrderEvent event) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "UPDATE demo_shop.shop_order SET review = 'NEEDED' WHERE number = ?")) {
            statement.setLong(1, number(event.reference()));
            statement.executeUpdate();
        }
    }

    /** The customer is on the way to pay, perhaps for the second time. */
    void awaitPayment(ShopOrder order) throws SQLException {
        String update = """
                UPDATE demo_shop.shop_order SET state = 'PLACED', note = NULL
                WHERE number = ? AND state IN ('EXPIRED', 'CANCELLED', 'DECLINED')
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setLong(1, order.number());
            statement.executeUpdate();
        }
    }

    void declined(ShopOrder order, String reason) throws SQLException {
        String update = """
                UPDATE demo_shop.shop_order SET state = 'DECLINED', note = ?
                WHERE number = ? AND state <> 'PAID'
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setString(1, reason);
            statement.setLong(2, order.number());
            statement.executeUpdate();
        }
    }

    /** A random key of this installation in base64, made at the first start and kept. */
    String secret(String name) throws SQLException {
        byte[] fresh = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(fresh);
        String insert = """
                INSERT INTO demo_shop.secret AS kept (name, base64) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET base64 = kept.base64
                RETURNING base64
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, name);
            statement.setString(2, Base64.getEncoder().encodeToString(fresh));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static List<ShopOrder> read(PreparedStatement statement) throws SQLException {
        List<ShopOrder> orders = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                orders.add(new ShopOrder(
                        row.getLong("number"),
                        row.getObject("visitor", UUID.class),
                        Product.parse(row.getString("product")),
                        new Money(Currency.of(row.getString("currency")), row.getLong("price_minor")),
                        new ProcessorId(row.getString("processor")),
                        ShopOrder.State.valueOf(row.getString("state")),
                        ShopOrder.Review.valueOf(row.getString("review")),
                        row.getString("note"),
                        row.getObject("placed_at", OffsetDateTime.class).toInstant()));
            }
        }
        return orders;
    }

    /** The row's number in a reference; that of no row when somebody made the reference up. */
    private static long number(String reference) {
        return reference.matches(ShopOrder.REFERENCE_PREFIX + "[0-9]{1,15}")
                ? Long.parseLong(reference.substring(ShopOrder.REFERENCE_PREFIX.length()))
                : -1;
    }
}
