package io.tillgate.internal.jdbc;

import io.tillgate.reconcile.DailyClose;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * The seal of a closed day: SHA-256 over everything that its row says, the hash of its facts, and the seal of the day before.
 * Whoever keeps the newest seal elsewhere can tell that no day before it was changed.
 */
final class Seal {

    private Seal() {}

    static String of(DailyClose close, byte[] factsHash, byte[] kept) {
        StringBuilder text = new StringBuilder("tillgate daily close 1\n");
        line(text, "processor", close.processor());
        line(text, "currency", close.coins().opening().currency().code());
        line(text, "day", close.day().toString());
        line(text, "zone", close.zone().getId());
        line(text, "starts", time(close.startsAt()));
        line(text, "ends", time(close.endsAt()));
        sums(text, close.coins());
        close.values().forEach(value -> sums(text, value));
        line(text, "facts", Integer.toString(close.facts()));
        line(text, "facts hash", HexFormat.of().formatHex(factsHash));
        line(text, "kept", HexFormat.of().formatHex(Hash.sha256(kept)));
        line(text, "actor", close.actor());
        line(text, "closed", time(close.closedAt()));
        line(text, "previous", close.previousSeal() == null ? "none" : close.previousSeal());
        return HexFormat.of().formatHex(Hash.sha256(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static void sums(StringBuilder text, DailyClose.Sums sums) {
        line(
                text,
                sums.opening().currency().code(),
                sums.opening().minorUnits() + " + " + sums.received().minorUnits() + " - "
                        + sums.reversed().minorUnits() + " - " + sums.refunded().minorUnits() + " - "
                        + sums.fees().minorUnits() + " + " + sums.booked().minorUnits() + " = "
                        + sums.closing().minorUnits());
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS).toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name)
                .append(": ")
                .append(value.length())
                .append(' ')
                .append(value)
                .append('\n');
    }
}
