package io.tillgate.internal.ticker.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** Reads and writes the JSON of frames. Prices keep every digit that was sent. */
final class FrameJson {

    /** Real frames nest four deep. */
    private static final int DEPTH_MAX = 16;

    private static final int WORDS_CHARS_MAX = 120;

    private static final Pattern NOT_PRINTABLE = Pattern.compile("[^ -~]");

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private FrameJson() {}

    /** The object that a frame is. */
    static ObjectNode read(String frame) {
        try {
            if (JSON.readTree(frame) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException notJson) {
            throw new UnreadableFrame("it is not JSON");
        }
        throw new UnreadableFrame("it is not a JSON object");
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** A text field, empty when there is none. */
    static String text(JsonNode object, String field) {
        String text = object.path(field).textValue();
        return text == null ? "" : text;
    }

    /** Words of the venue, fit for a reason that staff read. */
    static String words(JsonNode object, String field) {
        return printable(text(object, field));
    }

    /** At most so many characters, and none that would spoil a log. */
    static String printable(String text) {
        String kept = text.substring(0, Math.min(text.length(), WORDS_CHARS_MAX));
        return NOT_PRINTABLE.matcher(kept).replaceAll(" ").strip();
    }
}
