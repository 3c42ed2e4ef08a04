package io.tillgate.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Decides who is staff, and in which roles. A shop with a login of its own may implement it; called once per request to
 * {@code /admin}, by many threads at once.
 */
@FunctionalInterface
public interface AdminAuthorizer {

    /** The role of the container that stands for all of {@link StaffRole}. */
    String ADMIN_ROLE = "tillgate-admin";

    /**
     * Believes the container: {@code tillgate-viewer}, {@code tillgate-operator} and {@code tillgate-approver} are the
     * roles, {@value #ADMIN_ROLE} is all of them.
     */
    AdminAuthorizer CONTAINER_ROLE = request -> {
        Set<StaffRole> roles = EnumSet.noneOf(StaffRole.class);
        for (StaffRole role : StaffRole.values()) {
            if (request.isUserInRole(ADMIN_ROLE) || request.isUserInRole(containerRole(role))) {
                roles.add(role);
            }
        }
        return roles.isEmpty()
                ? Optional.empty()
                : Optional.of(new StaffMember(Objects.requireNonNullElse(request.getRemoteUser(), "staff"), roles));
    };

    /** The member of staff who asks; empty for anybody else. */
    Optional<StaffMember> staff(HttpServletRequest request);

    /** What the container calls a role: {@code tillgate-viewer}. */
    static String containerRole(StaffRole role) {
        return "tillgate-" + role.name().toLowerCase(Locale.ROOT);
    }
}
