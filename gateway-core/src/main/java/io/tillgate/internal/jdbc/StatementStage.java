package io.tillgate.internal.jdbc;

import io.tillgate.internal.statement.StatementEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Takes statement lines into a table of the transaction's own, with COPY, so that a million of them take seconds and nothing
 * is anybody else's to see before it is matched. For one thread.
 */
public final class StatementStage {

    /**
     * Lines have their ids from the start, in the order of the file: stored in it, they need no sorting. A line that an earlier
     * run left over has its own, and an {@code n} below zero.
     */
    private static final Sql CREATE = Sql.of("""
            CREATE TEMPORARY TABLE line (
                n              integer     NOT NULL,
                row_number     integer     NOT NULL,
                line_key       uuid        NOT NULL,
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
                info           text,
                line_id        bigint      NOT NULL DEFAULT nextval('tillgate.statement_line_id_seq')
            ) ON COMMIT DROP
            """);

    private static final int COLUMNS = 16;
    private static final String COPY = """
            COPY pg_temp.line (
                n, row_number, line_key, content_hash, line_index, at, currency, type, is_fee, amount, balance, reference,
                payment_id, transaction_id, status, info)
            """ + CopyRows.OPTIONS;

    /** Of a key: the other ten bytes are a hash. */
    private static final int PLACE_BITS = 48;

    private static final long PLACE_MAX = (1L << PLACE_BITS) - 1;

    /** Lines of one place that are told apart here; more are left to the database. */
    private static final int TOGETHER_MAX = 1000;

    private final String processor;
    private final CopyIn copy;
    private final CopyRows rows;
    private final MessageDigest sha256 = Hash.newSha256();
    private long leastPlace = PLACE_MAX;
    private long greatestPlace;
    private final StatementTally tally = new StatementTally();
    private int count;

    /** The keys of the place that was read last: while places go one way, a key can only come twice among these. */
    private final Set<UUID> together = new HashSet<>();

    private long lastPlace;
    private int direction;
    private boolean mayRepeat;

    private StatementStage(String processor, CopyIn copy) {
        this.processor = processor;
        this.copy = copy;
        this.rows = new CopyRows(copy);
    }

    public static StatementStage open(Connection connection, String processor) throws SQLException {
        CREATE.on(connection).update();
        return new StatementStage(
                processor, connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY));
    }

    public int count() {
        return count;
    }

    StatementTally tally() {
        return tally;
    }

    public void add(StatementEntry entry) throws IOException {
        String index = entry.index();
        String account = processor + "|" + entry.currency() + "|";
        UUID content = hash(account + entry.content());
        rows.row(COLUMNS);
        rows.smallNumber(count++);
        rows.smallNumber(entry.row());
        rows.uuid(key(place(entry), index == null ? content : hash(account + index)));
        rows.uuid(content);
        rows.text(index);
        rows.time(entry.at());
        rows.text(entry.currency().code());
        rows.text(entry.type());
        rows.flag(entry.kind() == StatementEntry.Kind.FEE);
        rows.number(entry.amount());
        rows.number(entry.balance());
        rows.text(entry.reference());
        rows.text(entry.paymentId());
        rows.text(entry.transactionId());
        rows.text(entry.status());
        rows.text(entry.info());
        tally.add(entry);
    }

    /** Ends the copy: from here on the connection takes statements again. */
    void complete() throws IOException, SQLException {
        rows.end();
    }

    /** Ends the copy without its rows. The transaction is of no use any more. */
    void cancel() throws SQLException {
        copy.cancelCopy();
    }

    /** False where each line has a key of its own; true where some may share one. */
    boolean mayRepeat() {
        return mayRepeat;
    }

    /** No key of these lines is less. */
    UUID leastKey() {
        return new UUID(leastPlace << (Long.SIZE - PLACE_BITS), 0);
    }

    /** No key of these lines is greater. */
    UUID greatestKey() {
        return new UUID(greatestPlace << (Long.SIZE - PLACE_BITS) | 0xFFFF, -1);
    }

    /**
     * Keys that begin with the place of a line in its account's history keep the lines of one file together in the index, however
     * many there are: random ones would touch a page of it each. Eighty bits of hash stay; whoever made two lines of one place
     * fall together, by trying 2^40 of them, would only have the file refused, since the whole hashes differ.
     */
    private UUID key(long place, UUID hash) {
        leastPlace = Math.min(leastPlace, place);
        greatestPlace = Math.max(greatestPlace, place);
        UUID key = new UUID(
                place << (Long.SIZE - PLACE_BITS) | hash.getMostSignificantBits() >>> PLACE_BITS,
                hash.getLeastSignificantBits());
        if (!mayRepeat) {
            mayRepeat = turns(place) || !together.add(key) || together.size() > TOGETHER_MAX;
        }
        return key;
    }

    /** Whether places have gone both ways by now. */
    private boolean turns(long place) {
        int step = Long.compare(place, lastPlace);
        boolean turned = false;
        if (step != 0 && !together.isEmpty()) {
            turned = step == -direction;
            direction = step;
            together.clear();
        }
        lastPlace = place;
        return turned;
    }

    /** Its index where that is a number, since its time may be told differently later; else its time. */
    private static long place(StatementEntry entry) {
        String index = entry.index();
        if (index == null) {
            return Math.max(0, Math.min(entry.at().toEpochMilli(), PLACE_MAX));
        }
        boolean number = index.length() <= 14 && index.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Long.parseLong(index) : 0;
    }

    private UUID hash(String text) {
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        return new UUID(digest.getLong(), digest.getLong());
    }
}
