package io.tillgate.servlet;

import io.tillgate.failure.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The body of a form that a member of staff sent; its fields are bounded in bytes, and without a file in time. */
sealed interface AdminBody {

    String FORM_TYPE = "application/x-www-form-urlencoded";

    String UPLOAD_TYPE = "multipart/form-data";

    /** Of the fields before a file. */
    int FIELD_BYTES_MAX = 64 * 1024;

    /** Of a form that is too large, read before it is refused: a browser that still sends shows no answer. */
    int BYTES_DISCARDED_MAX = 1024 * 1024;

    record Read(AdminForm form) implements AdminBody {}

    record Refused(int status, Problem problem) implements AdminBody {}

    static AdminBody read(HttpServletRequest request, Duration timeMax) {
        String type = request.getContentType();
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith(UPLOAD_TYPE)) {
            return upload(request, type);
        }
        if (type == null
                || !type.toLowerCase(Locale.ROOT).split(";", -1)[0].trim().equals(FORM_TYPE)) {
            return new Refused(415, new Problem("content type", "is not that of a form", "send " + FORM_TYPE));
        }
        IpnBody body = IpnBody.read(request, timeMax);
        if (body instanceof IpnBody.Read read) {
            String text = new String(read.bytes(), StandardCharsets.ISO_8859_1);
            Query fields = Query.of(text, text.length());
            return fields.problems().isEmpty()
                    ? new Read(new AdminForm(fields, null))
                    : new Refused(422, fields.problems().get(0));
        }
        if (body instanceof IpnBody.TooLarge) {
            discard(request);
            return new Refused(413, new Problem("form", "is too large", "send less"));
        }
        if (body instanceof IpnBody.Eaten) {
            return new Refused(
                    500,
                    new Problem(
                            "body",
                            "was read before it came to Tillgate, by a filter that asks for parameters",
                            "map Tillgate's servlet outside that filter"));
        }
        return new Refused(408, new Problem("form", "did not arrive in time", "send it again"));
    }

    private static void discard(HttpServletRequest request) {
        try {
            request.getInputStream().skipNBytes(BYTES_DISCARDED_MAX);
        } catch (IOException ended) {
            // By now all is here, or nobody listens any more: either way the answer may go.
        }
    }

    /** The fields, and then one file, which is left for the section to read: it comes last in the form. */
    private static AdminBody upload(HttpServletRequest request, String type) {
        Optional<String> boundary = MultipartReader.boundary(type);
        if (boundary.isEmpty()) {
            return new Refused(415, new Problem("content type", "names no boundary", "send the form with a browser"));
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        try {
            MultipartReader parts = new MultipartReader(request.getInputStream(), boundary.get());
            int bytesLeft = FIELD_BYTES_MAX;
            Optional<MultipartReader.Part> part = parts.next();
            while (part.isPresent() && part.get().fileName() == null) {
                byte[] value = part.get().content().readNBytes(bytesLeft + 1);
                bytesLeft -= value.length;
                if (bytesLeft < 0) {
                    discard(request);
                    return new Refused(413, new Problem("form", "is too large", "send less"));
                }
                fields.computeIfAbsent(part.get().name(), name -> new ArrayList<>())
                        .add(new String(value, StandardCharsets.UTF_8));
                part = parts.next();
            }
            return new Read(new AdminForm(
                    Query.ofValues(fields), part.map(AdminForm.Upload::of).orElse(null)));
        } catch (IOException | IllegalStateException broken) {
            return new Refused(
                    400, new Problem("form", "can't be read: " + broken.getMessage(), "send it again, fields first"));
        }
    }
}
