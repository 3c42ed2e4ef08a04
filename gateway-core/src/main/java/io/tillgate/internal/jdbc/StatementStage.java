package io.tillgate.internal.jdbc;

import io.tillgate.internal.statement.StatementEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Takes statement lines into a table of the transaction's own, with COPY, so that a million of them take seconds and nothing
 * is anybody else's to see before it is matched. For one thread.
 */
public final class StatementStage {

    private static final int BUFFER_BYTES = 1 << 16;

    private static final Sql CREATE = Sql.of("""
            CREATE TEMPORARY TABLE stage_line (
                n              integer     NOT NULL,
                row_number     integer     NOT NULL,
                index_key      uuid,
                content_hash   uuid        NOT NULL,
                line_index     text,
                at             timestamptz NOT NULL,
                currency       text        NOT NULL,
                type           text        NOT NULL,
                is_fee         boolean     NOT NULL,
                amount         bigint      NOT NULL,
                balance        bigint,
                reference      text,
                payment_id     text,
                transaction_id text,
                status         text,
                info           text
            ) ON COMMIT DROP
            """);

    private final String processor;
    private final CopyIn copy;
    private final StringBuilder buffer = new StringBuilder(BUFFER_BYTES + 4096);
    private int count;

    private StatementStage(String processor, CopyIn copy) {
        this.processor = processor;
        this.copy = copy;
    }

    public static StatementStage open(Connection connection, String processor) throws SQLException {
        CREATE.on(connection).update();
        return new StatementStage(
                processor,
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("COPY pg_temp.stage_line FROM STDIN (ENCODING 'UTF8')"));
    }

    public int count() {
        return count;
    }

    public void add(StatementEntry entry) throws IOException {
        String index = entry.index();
        String account = processor + "|" + entry.currency() + "|";
        buffer.append(count++).append('\t').append(entry.row());
        cell(
                index == null
                        ? null
                        : Hash.of((account + index).getBytes(StandardCharsets.UTF_8))
                                .toString());
        cell(Hash.of((account + entry.content()).getBytes(StandardCharsets.UTF_8))
                .toString());
        cell(index);
        cell(entry.at().toString());
        cell(entry.currency().code());
        cell(entry.type());
        cell(entry.kind() == StatementEntry.Kind.FEE ? "t" : "f");
        cell(Long.toString(entry.amount()));
        cell(entry.balance() == null ? null : Long.toString(entry.balance()));
        cell(entry.reference());
        cell(entry.paymentId());
        cell(entry.transactionId());
        cell(entry.status());
        cell(entry.info());
        buffer.append('\n');
        if (buffer.length() >= BUFFER_BYTES) {
            send();
        }
    }

    /** Ends the copy: from here on the connection takes statements again. */
    public void complete() throws IOException, SQLException {
        send();
        copy.endCopy();
    }

    /** Ends the copy without its rows. The transaction is of no use any more. */
    public void cancel() throws SQLException {
        copy.cancelCopy();
    }

    private void send() throws IOException {
        byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
        buffer.setLength(0);
        try {
            copy.writeToCopy(bytes, 0, bytes.length);
        } catch (SQLException failure) {
            throw new IOException("the database took no more lines: " + failure.getMessage(), failure);
        }
    }

    /** A cell of COPY's text format. */
    private void cell(@Nullable String text) {
        buffer.append('\t');
        if (text == null) {
            buffer.append("\\N");
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> buffer.append("\\\\");
                case '\t' -> buffer.append("\\t");
                case '\n' -> buffer.append("\\n");
                case '\r' -> buffer.append("\\r");
                default -> buffer.append(c);
            }
        }
    }
}
