package io.tillgate.servlet;

import io.tillgate.failure.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** The body of a form that a member of staff sent, bounded in bytes and in time. */
sealed interface AdminBody {

    String FORM_TYPE = "application/x-www-form-urlencoded";

    record Read(AdminForm form) implements AdminBody {}

    record Refused(int status, Problem problem) implements AdminBody {}

    static AdminBody read(HttpServletRequest request, Duration timeMax) {
        String type = request.getContentType();
        if (type == null
                || !type.toLowerCase(Locale.ROOT).split(";", -1)[0].trim().equals(FORM_TYPE)) {
            return new Refused(415, new Problem("content type", "is not that of a form", "send " + FORM_TYPE));
        }
        IpnBody body = IpnBody.read(request, timeMax);
        if (body instanceof IpnBody.Read read) {
            String text = new String(read.bytes(), StandardCharsets.ISO_8859_1);
            Query fields = Query.of(text, text.length());
            return fields.problems().isEmpty()
                    ? new Read(new AdminForm(fields))
                    : new Refused(422, fields.problems().get(0));
        }
        if (body instanceof IpnBody.TooLarge) {
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
}
