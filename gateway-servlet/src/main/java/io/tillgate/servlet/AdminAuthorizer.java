package io.tillgate.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides who is staff. A shop with a login of its own may implement it; called once per request to {@code /admin}, by
 * many threads at once.
 */
@FunctionalInterface
public interface AdminAuthorizer {

    /** The role that the container must know a person by. */
    String ADMIN_ROLE = "tillgate-admin";

    /** Believes the container: staff is who has the role {@value #ADMIN_ROLE}. */
    AdminAuthorizer CONTAINER_ROLE = request -> request.isUserInRole(ADMIN_ROLE)
            ? Optional.of(Objects.requireNonNullElse(request.getRemoteUser(), "staff"))
            : Optional.empty();

    /** The name of the member of staff who asks, as records of what they do will show it; empty for anybody else. */
    Optional<String> staff(HttpServletRequest request);
}
