package io.tillgate.internal.id;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Makes UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then random bits. Ids of one node grow strictly, also within a
 * millisecond and when its clock goes back. Safe for use by many threads.
 */
public final class Uuid7 {

    private static final long RAND_A_MAX = 0xFFF;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private long lastMillis;
    private long counter;

    public Uuid7(InstantSource clock) {
        this.clock = clock;
    }

    /** The next id, greater than each one made before by this object. */
    public UUID next() {
        long randomBits = random.nextLong();
        long now = clock.millis();
        long millis;
        long sequence;
        synchronized (this) {
            if (now > lastMillis) {
                lastMillis = now;
                counter = (randomBits >>> 54) & 0x3FF;
            } else if (counter == RAND_A_MAX) {
                lastMillis++;
                counter = 0;
            } else {
                counter++;
            }
            millis = lastMillis;
            sequence = counter;
        }
        long high = (millis << 16) | 0x7000L | sequence;
        long low = 0x8000000000000000L | (randomBits & 0x3FFFFFFFFFFFFFFFL);
        return new UUID(high, low);
    }

    /** When an id was made, to the millisecond. */
    public static Instant timeOf(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    /** Not greater than any id that was made at that time or later. */
    public static UUID first(Instant at) {
        return new UUID(Math.max(0, Math.min(at.toEpochMilli(), (1L << 48) - 1)) << 16, 0);
    }
}
