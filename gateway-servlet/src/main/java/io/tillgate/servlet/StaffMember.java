package io.tillgate.servlet;

import io.tillgate.desk.StaffAct;
import io.tillgate.failure.InvalidInputException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Somebody who may open the pages for staff.
 *
 * @param name as records of what they do show it: 1 to 100 characters, none of them a control character
 * @param roles at least one; who has any may read
 */
public record StaffMember(String name, Set<StaffRole> roles) {

    public StaffMember {
        boolean plain = name.chars().noneMatch(c -> Character.isISOControl(c));
        if (name.isBlank() || name.length() > StaffAct.ACTOR_CHARS_MAX || !plain) {
            throw new InvalidInputException(
                    "staff name",
                    "is empty, too long or has a control character",
                    "sign in with a name of 1 to " + StaffAct.ACTOR_CHARS_MAX + " characters");
        }
        if (roles.isEmpty()) {
            throw new InvalidInputException("roles", "are none", "give " + name + " a role, or do not let them in");
        }
        roles = Collections.unmodifiableSet(EnumSet.copyOf(roles));
    }

    /** One with all roles. */
    public static StaffMember admin(String name) {
        return new StaffMember(name, EnumSet.allOf(StaffRole.class));
    }

    public boolean may(StaffRole role) {
        return role == StaffRole.VIEWER || roles.contains(role);
    }
}
