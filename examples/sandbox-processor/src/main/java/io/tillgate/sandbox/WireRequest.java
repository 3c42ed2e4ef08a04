package io.tillgate.sandbox;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import okio.ByteString;

/**
 * One HTTP request as it came in: the path undecoded and the body byte for byte, since both are signed.
 * Header names are in lower case.
 */
public record WireRequest(String method, String path, String query, Map<String, String> headers, ByteString body) {
    public WireRequest {
        headers = Map.copyOf(headers);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).filter(value -> !value.isBlank());
    }

    /** Whether the body is a form; without the right type PHP would have seen no fields at all. */
    public boolean hasFormBody() {
        String type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return type.equals("application/x-www-form-urlencoded")
                || type.startsWith("application/x-www-form-urlencoded;");
    }

    public FormFields queryFields() {
        return FormFields.parse(ByteString.encodeUtf8(query));
    }

    public FormFields bodyFields() {
        return FormFields.parse(body);
    }
}
