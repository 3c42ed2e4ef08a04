package io.tillgate.internal.btcpay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillgate.internal.http.WireText;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads and writes the API's JSON: decimals are texts, and were numbers on some servers; unknown fields are ignored. */
final class BtcPayJson {

    /** How much of the server's words a reason carries, in characters. */
    static final int TEXT_CHARS_MAX = 200;

    /** Longer than any decimal that is an amount. */
    private static final int DECIMAL_CHARS_MAX = 40;

    private static final int HTTP_TIMEOUT = 408;
    private static final int HTTP_TOO_MANY = 429;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private BtcPayJson() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static byte[] write(JsonNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree is always JSON", impossible);
        }
    }

    /** The JSON in a body; null when it is none. */
    static @Nullable JsonNode read(byte[] body) {
        try {
            JsonNode root = JSON.readTree(body);
            return root.isMissingNode() ? null : root;
        } catch (IOException notJson) {
            return null;
        }
    }

    /** Reads an answer. What may pass by itself, 408, 429 and 5xx, is no refusal. */
    static BtcPayReply reply(int status, byte[] body) {
        JsonNode root = read(body);
        if (status >= 200 && status < 300) {
            return root == null
                    ? new BtcPayReply.Unusable("answered HTTP " + status + " with " + kindOf(body))
                    : new BtcPayReply.Success(root);
        }
        if (status >= 300 && status < 400) {
            return new BtcPayReply.Unusable(
                    "answered HTTP " + status + " with a redirect, which is not followed: check btcpay.baseUrl");
        }
        if (status < 400 || status >= 500 || status == HTTP_TIMEOUT || status == HTTP_TOO_MANY) {
            return new BtcPayReply.Unusable("answered HTTP " + status);
        }
        return refusal(status, root);
    }

    /** Two shapes: a list of fields and what is wrong with each, or one code with a message. Both come with 400 and 422. */
    private static BtcPayReply refusal(int status, @Nullable JsonNode root) {
        if (root == null) {
            return new BtcPayReply.Refusal(status, "", "");
        }
        if (!root.isArray()) {
            return new BtcPayReply.Refusal(
                    status, text(root, "code", TEXT_CHARS_MAX), text(root, "message", TEXT_CHARS_MAX));
        }
        StringBuilder words = new StringBuilder();
        for (JsonNode one : root) {
            words.append(words.isEmpty() ? "" : "; ")
                    .append(text(one, "path", TEXT_CHARS_MAX))
                    .append(": ")
                    .append(text(one, "message", TEXT_CHARS_MAX));
        }
        return new BtcPayReply.Refusal(status, "validation", WireText.shorten(words.toString(), TEXT_CHARS_MAX));
    }

    /** A field's text, without control characters; empty when it is missing or no text. */
    static String text(JsonNode object, String field, int charsMax) {
        String text = object.path(field).textValue();
        return text == null ? "" : WireText.shorten(text, charsMax);
    }

    /** A field's text as it stands, for what is compared; empty when it is missing, no text, or longer than that. */
    static String exact(JsonNode object, String field, int charsMax) {
        String text = object.path(field).textValue();
        return text == null || text.length() > charsMax ? "" : text;
    }

    /** A decimal that came as text or as number; null when it is neither. */
    static @Nullable BigDecimal decimal(JsonNode node) {
        if (node.isNumber()) {
            return node.decimalValue();
        }
        String text = node.textValue();
        if (text == null || text.isEmpty() || text.length() > DECIMAL_CHARS_MAX) {
            return null;
        }
        // An exponent could ask for more digits than there is memory.
        if (text.toLowerCase(Locale.ROOT).indexOf('e') >= 0) {
            return null;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notADecimal) {
            return null;
        }
    }

    private static String kindOf(byte[] body) {
        for (byte b : body) {
            if (b == '<') {
                return "a page of HTML instead of JSON";
            }
            if (b != ' ' && b != '\r' && b != '\n' && b != '\t') {
                return "something that is not JSON";
            }
        }
        return "an empty body";
    }
}
