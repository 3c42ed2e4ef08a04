package io.tillgate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;
import okio.ByteString;

/** The wire vectors, verbatim. */
final class Vectors {
    static final JsonNode REQUESTS = load("mtgox-request-signatures.json");
    static final JsonNode IPNS = load("mtgox-ipn.json");
    static final JsonNode SCALES = load("mtgox-int-scales.json");
    static final JsonNode TICKERS = load("mtgox-tickers.json");

    private Vectors() {}

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static JsonNode load(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name)) {
            return Json.read(ByteString.of(in.readAllBytes()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
