package io.tillgate.servlet;

import io.tillgate.servlet.internal.page.Language;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request, as an endpoint sees it.
 *
 * @param path the decoded segments below the endpoint's name
 */
record Ask(HttpServletRequest request, List<String> path) {

    Ask {
        path = List.copyOf(path);
    }

    boolean isHead() {
        return request.getMethod().equals("HEAD");
    }

    Accept accept() {
        return Accept.of(request.getHeader("Accept"));
    }

    Query query() {
        return Query.of(request.getQueryString());
    }

    /** The language that the buyer chose with {@code lang}, or else the best that the browser asks for. */
    Language language() {
        return query().optional("lang")
                .flatMap(Language::of)
                .orElseGet(() -> Language.accepted(header("Accept-Language")));
    }

    /** What was chosen with {@code lang}, as a query to go on with; empty when nothing was. */
    String languageQuery() {
        return query().optional("lang")
                .flatMap(Language::of)
                .map(language -> "?lang=" + language.tag())
                .orElse("");
    }

    @Nullable String header(String name) {
        return request.getHeader(name);
    }

    /** Whether the client says that it has this version already: compared weakly, as for a conditional GET. */
    boolean has(String etag) {
        String known = header("If-None-Match");
        if (known == null) {
            return false;
        }
        for (String candidate : known.split(",", -1)) {
            String tag = candidate.trim();
            if (tag.equals("*") || opaque(tag).equals(opaque(etag))) {
                return true;
            }
        }
        return false;
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
