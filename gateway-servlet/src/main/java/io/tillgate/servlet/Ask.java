package io.tillgate.servlet;

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

    @Nullable String header(String name) {
        return request.getHeader(name);
    }
}
