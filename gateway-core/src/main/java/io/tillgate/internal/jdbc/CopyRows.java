package io.tillgate.internal.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Writes rows in the binary format of COPY, which neither side has to print or parse. Holds one buffer. For one thread. */
final class CopyRows {

    /** What a copy that takes them begins with. */
    static final String OPTIONS = "FROM STDIN (FORMAT binary)";

    private static final int BUFFER_BYTES = 1 << 16;
    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int NULL_LENGTH = -1;
    private static final short END = -1;
    private static final Instant YEAR_2000 = Instant.parse("2000-01-01T00:00:00Z");

    private final CopyIn copy;
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

    CopyRows(CopyIn copy) {
        this.copy = copy;
        buffer.put(SIGNATURE).putInt(0).putInt(0);
    }

    /** Begins a row of so many columns. */
    void row(int columns) throws IOException {
        room(Short.BYTES).putShort((short) columns);
    }

    void smallNumber(int number) throws IOException {
        room(Integer.BYTES + Integer.BYTES).putInt(Integer.BYTES).putInt(number);
    }

    void number(@Nullable Long number) throws IOException {
        if (number == null) {
            room(Integer.BYTES).putInt(NULL_LENGTH);
        } else {
            room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(number);
        }
    }

    void flag(boolean flag) throws IOException {
        room(Integer.BYTES + 1).putInt(1).put((byte) (flag ? 1 : 0));
    }

    void uuid(UUID id) throws IOException {
        room(Integer.BYTES + 2 * Long.BYTES)
                .putInt(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
    }

    /** To the microsecond, which is all that Postgres keeps. */
    void time(Instant at) throws IOException {
        number(ChronoUnit.MICROS.between(YEAR_2000, at));
    }

    void text(@Nullable String text) throws IOException {
        if (text == null) {
            room(Integer.BYTES).putInt(NULL_LENGTH);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
    }

    /** Ends the copy: from here on the connection takes statements again. */
    void end() throws IOException, SQLException {
        room(Short.BYTES).putShort(END);
        send();
        copy.endCopy();
    }

    private ByteBuffer room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            send();
            if (buffer.capacity() < bytes) {
                buffer = ByteBuffer.allocate(bytes);
            }
        }
        return buffer;
    }

    private void send() throws IOException {
        try {
            copy.writeToCopy(buffer.array(), 0, buffer.position());
        } catch (SQLException failure) {
            throw new IOException("the database took no more rows: " + failure.getMessage(), failure);
        }
        buffer.clear();
    }
}
