package io.tillgate.demo;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Files below {@code shop/} in the jar. */
final class Resources {
    private Resources() {}

    static byte[] bytes(String path) throws IOException {
        try (InputStream in = Resources.class.getResourceAsStream("/shop/" + path)) {
            return requireNonNull(in, path).readAllBytes();
        }
    }

    static String text(String path) throws IOException {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }
}
