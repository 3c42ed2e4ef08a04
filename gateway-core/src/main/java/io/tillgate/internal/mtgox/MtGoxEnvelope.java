package io.tillgate.internal.mtgox;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillgate.internal.http.JsonBody;
import io.tillgate.internal.http.WireText;

/**
 * Reads the JSON that every answer of the API is wrapped in.
 *
 * <p>Source: protocol/mtgox.md 1.2 and 1.3. The HTTP status decides nothing: application errors come with 403 and 5xx,
 * and a plain-text "MySQL error" comes with 200. So the body is read as JSON whatever the status.
 */
public final class MtGoxEnvelope {

    /** How much of the processor's words a reason carries, in characters. */
    static final int TEXT_CHARS_MAX = 200;

    private MtGoxEnvelope() {}

    /** Reads an answer's body. */
    static MtGoxReply parse(int httpStatus, byte[] body) {
        JsonNode root = JsonBody.object(body);
        if (root == null) {
            return new MtGoxReply.Unusable("answered HTTP " + httpStatus + " with "
                    + JsonBody.kindOf(httpStatus, body, MtGoxHttp.ADDRESS_SETTING));
        }
        return open(httpStatus, root);
    }

    /** Takes an answer out of its envelope. */
    public static MtGoxReply open(int httpStatus, JsonNode root) {
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
}
