package io.tillgate.bench;

import io.tillgate.internal.id.Uuid7;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.sql.DataSource;

/**
 * A careful hand-written IPN handler: checks the signature, and writes the notification, the payment, the order's state,
 * the journal and the outbox in one transaction of five prepared statements. Blocking, one transaction an IPN, and nothing
 * that it could do without: it takes no lock of its own, reads nothing, and handles only what the benchmark sends.
 */
final class HandWrittenServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final int BODY_BYTES_MAX = 64 * 1024;
    private static final byte[] OK = "[OK]".getBytes(StandardCharsets.US_ASCII);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private static final String INSERT_NOTIFICATION = """
            INSERT INTO tillgate.notification (
                id, processor, order_id, processor_invoice_id, status, outcome, body_hash, body, received_at)
            VALUES (?, 'mtgox', ?, ?, ?, 'APPLIED', ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private static final String INSERT_PAYMENT = """
            INSERT INTO tillgate.payment (
                order_id, payment_id, sequence, state, currency, confirmed_amount, pending_amount, occurred_at,
                recorded_at, notification_id)
            VALUES (?, ?, 0, 'CONFIRMED', ?, ?, 0, ?, ?, ?)
            """;

    private static final String UPDATE_ORDER = """
            UPDATE tillgate.merchant_order
            SET status = 'PAID', received_amount = ?, updated_at = ?
            WHERE id = ? AND status = 'AWAITING_PAYMENT' AND due_amount = ?
            """;

    private static final String INSERT_JOURNAL = """
            INSERT INTO tillgate.journal (
                order_id, at, status_before, status_after, anomaly_after, received_after, pending_after, cause, actor,
                notification_id)
            VALUES (?, ?, 'AWAITING_PAYMENT', 'PAID', 'NONE', ?, 0, 'notification paid', 'mtgox', ?)
            """;

    private static final String INSERT_EVENT = """
            INSERT INTO tillgate.outbox (
                consumer, order_id, type, status, anomaly, received_amount, at, next_attempt_at)
            VALUES ('listener', ?, 'ORDER_PAID', 'PAID', 'NONE', ?, ?, ?)
            """;

    private final transient DataSource database;
    private final transient Mac signature = Wire.signature();
    private final transient Uuid7 ids = new Uuid7(InstantSource.system());

    HandWrittenServlet(DataSource database) {
        this.database = database;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readNBytes(BODY_BYTES_MAX);
        if (!isSigned(body, request.getHeader("Rest-Sign"))) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        try {
            store(body, fields(body));
        } catch (SQLException failure) {
            getServletContext().log("an IPN was not stored", failure);
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        response.setContentType("text/plain");
        response.setContentLength(OK.length);
        response.getOutputStream().write(OK);
    }

    private boolean isSigned(byte[] body, String given) {
        if (given == null) {
            return false;
        }
        try {
            Mac mac = (Mac) signature.clone();
            return MessageDigest.isEqual(mac.doFinal(body), Base64.getDecoder().decode(given));
        } catch (CloneNotSupportedException | IllegalArgumentException malformed) {
            return false;
        }
    }

    private static Map<String, String> fields(byte[] body) {
        Map<String, String> fields = new HashMap<>();
        for (String field : new String(body, StandardCharsets.US_ASCII).split("&", -1)) {
            int equals = field.indexOf('=');
            fields.put(
                    field.substring(0, equals), URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return fields;
    }

    private void store(byte[] body, Map<String, String> fields) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (store(connection, body, fields)) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
            } catch (SQLException | RuntimeException failure) {
                connection.rollback();
                throw failure;
            }
        }
    }

    /** False when this very notification was stored before. */
    private boolean store(Connection connection, byte[] body, Map<String, String> fields) throws SQLException {
        UUID order = UUID.fromString(field(fields, "data").substring(0, 36));
        UUID notification = ids.next();
        long amount = Long.parseLong(field(fields, "amount"));
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        OffsetDateTime paidAt = LocalDateTime.parse(field(fields, "date"), DATE).atOffset(ZoneOffset.UTC);
        boolean isNew = update(
                connection,
                INSERT_NOTIFICATION,
                notification,
                order,
                field(fields, "id"),
                field(fields, "status"),
                hash(body),
                body,
                now);
        if (!isNew) {
            return false;
        }
        update(
                connection,
                INSERT_PAYMENT,
                order,
                field(fields, "payment_id"),
                field(fields, "currency"),
                amount,
                paidAt,
                now,
                notification);
        if (!update(connection, UPDATE_ORDER, amount, now, order, amount)) {
            throw new SQLException("order " + order + " is not waiting for this payment");
        }
        update(connection, INSERT_JOURNAL, order, now, amount, notification);
        update(connection, INSERT_EVENT, order, amount, now, now);
        return true;
    }

    private static boolean update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate() == 1;
        }
    }

    private static String field(Map<String, String> fields, String name) throws SQLException {
        String value = fields.get(name);
        if (value == null) {
            throw new SQLException(name + " is missing");
        }
        return value;
    }

    private static UUID hash(byte[] body) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(body));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
