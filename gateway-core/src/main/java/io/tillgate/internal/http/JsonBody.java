package io.tillgate.internal.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads bodies that should be one JSON object, and says what they are otherwise. */
public final class JsonBody {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonBody() {}

    /** The object in a body, null when there is none. */
    public static @Nullable JsonNode object(byte[] body) {
        try {
            JsonNode root = JSON.readTree(body);
            return root != null && root.isObject() ? root : null;
        } catch (IOException notJson) {
            return null;
        }
    }

    /**
     * What a body without an object is, for a reason that staff reads.
     *
     * @param addressSetting the setting to check when the server sends us elsewhere
     */
    public static String kindOf(int httpStatus, byte[] body, String addressSetting) {
        if (httpStatus >= 300 && httpStatus < 400) {
            return "a redirect, which is not followed: check " + addressSetting;
        }
        for (byte b : body) {
            if (b == '<') {
                return "a page of HTML instead of JSON";
            }
            if (b != ' ' && b != '\r' && b != '\n' && b != '\t') {
                return "something that is not a JSON object";
            }
        }
        return "an empty body";
    }
}
