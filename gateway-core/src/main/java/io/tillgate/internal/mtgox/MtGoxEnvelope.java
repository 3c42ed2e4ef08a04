package io.tillgate.internal.mtgox;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tillgate.internal.wire.WireText;
import java.io.IOException;

/**
 * Reads the JSON that every answer of the API is wrapped in.
 *
 * <p>Source: protocol/mtgox.md 1.2 and 1.3. The HTTP status decides nothing: application errors come with 403 and 5xx,
 * and a plain-text "MySQL error" comes with 200. So the body is read as JSON whatever the status.
 */
final class MtGoxEnvelope {

    /** How much of the processor's words a reason carries, in characters. */
    static final int TEXT_CHARS_MAX = 200;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private MtGoxEnvelope() {}

    /** Reads an answer's body. */
    static MtGoxReply parse(int httpStatus, byte[] body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (IOException notJson) {
            return new MtGoxReply.Unusable("answered HTTP " + httpStatus + " with " + kindOf(httpStatus, body));
        }
        if (!root.isObject()) {
            return new MtGoxReply.Unusable("answered HTTP " + httpStatus + " with " + kindOf(httpStatus, body));
        }
        String result = text(root, "result");
        if (result.equals("success")) {
            return success(root);
        }
        if (result.equals("error")) {
            return refusal(httpStatus, root);
        }
        return new MtGoxReply.Unusable(
                "answered HTTP " + httpStatus + " with JSON whose result is neither success nor error");
    }

    private static MtGoxReply success(JsonNode root) {
        for (String name : new String[] {"return", "data"}) {
            if (root.path(name).isObject()) {
                return new MtGoxReply.Success(root.path(name));
            }
        }
        return new MtGoxReply.Unusable("answered success, without an object in return or data");
    }

    private static MtGoxReply refusal(int httpStatus, JsonNode root) {
        String token = WireText.shorten(text(root, "token"), TEXT_CHARS_MAX);
        String words = WireText.shorten(text(root, "error"), TEXT_CHARS_MAX);
        if (token.isEmpty() && words.isEmpty()) {
            return new MtGoxReply.Unusable("answered HTTP " + httpStatus + " with an error, without saying which");
        }
        return new MtGoxReply.Refusal(token, words);
    }

    private static String text(JsonNode object, String field) {
        String text = object.path(field).textValue();
        return text == null ? "" : text;
    }

    private static String kindOf(int httpStatus, byte[] body) {
        if (httpStatus >= 300 && httpStatus < 400) {
            return "a redirect, which is not followed: check mtgox.baseUrl";
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
