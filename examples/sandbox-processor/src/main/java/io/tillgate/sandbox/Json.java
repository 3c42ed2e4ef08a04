package io.tillgate.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import okio.ByteString;

/** JSON in and out; numbers stay exact, and a key that comes twice is an error. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    public static ByteString write(Object value) {
        try {
            return ByteString.of(MAPPER.writeValueAsBytes(value));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("cannot write " + value.getClass() + " as JSON", broken);
        }
    }

    /** The message of the {@link IllegalArgumentException} says where the text stops being JSON. */
    public static JsonNode read(ByteString json) {
        try {
            return MAPPER.readTree(json.utf8());
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(notJson.getOriginalMessage(), notJson);
        }
    }
}
