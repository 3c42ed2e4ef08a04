package io.tillgate.internal.bitcoin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The published vectors under {@code resources/bitcoin}. */
final class Vectors {

    private Vectors() {}

    static List<String> lines(String file) {
        try (InputStream in = Vectors.class.getResourceAsStream("/bitcoin/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
