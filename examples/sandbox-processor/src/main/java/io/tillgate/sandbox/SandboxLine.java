package io.tillgate.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * One line of the account's bitcoin history.
 *
 * @param index counts from 1 without a gap
 * @param type {@code deposit}, {@code withdraw} or {@code fee}
 * @param satoshi always positive; the type says whether it came or went
 * @param balance in satoshi, after the line
 * @param link what the line is about: an id, a class and a reference
 */
public record SandboxLine(
        long index, Instant at, String type, long satoshi, long balance, String info, List<String> link) {
    public SandboxLine {
        link = List.copyOf(link);
    }

    /** What a send was asked for, checked. */
    record Send(String address, long satoshi, OptionalLong fee) {}
}
