package io.tillgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the form of an act on a page sends besides what people type. */
final class HiddenFields {

    private static final Pattern FIELD =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

    private HiddenFields() {}

    /** Of several forms with a field of one name the last one's counts. */
    static Map<String, String> of(String html) {
        Map<String, String> fields = new HashMap<>();
        Matcher field = FIELD.matcher(html);
        while (field.find()) {
            fields.put(field.group(1), field.group(2));
        }
        assertThat(fields).containsKeys("form_token", "request_id");
        return fields;
    }
}
