package io.tillgate.internal.jdbc;

import io.tillgate.processor.NonceSequence;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Allocates nonces in Postgres: microseconds of Unix time, or one more than the last where that is greater. */
public final class NonceStore implements NonceSequence {

    private static final Sql ALLOCATE = Sql.of("""
            INSERT INTO tillgate.api_nonce AS known (api_key, nonce)
            VALUES (:api_key, :micros)
            ON CONFLICT (api_key) DO UPDATE
               SET nonce = greatest(known.nonce + 1, excluded.nonce)
            RETURNING nonce
            """);

    private final Database database;
    private final InstantSource clock;

    public NonceStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public long next(String apiKey) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        return database.orThrow(
                "allocate a nonce",
                connection -> ALLOCATE.on(connection)
                        .set("api_key", apiKey)
                        .set("micros", micros)
                        .first(row -> row.number("nonce"))
                        .orElseThrow());
    }
}
