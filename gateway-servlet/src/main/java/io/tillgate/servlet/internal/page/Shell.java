package io.tillgate.servlet.internal.page;

import io.tillgate.servlet.StaffMember;
import io.tillgate.servlet.StaffRole;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What every page for staff shows around its content.
 *
 * @param current the segment of the section that is shown
 * @param message what was done just now; null when nothing was
 * @param warnings what is wrong with a processor, one sentence or two each
 * @param formToken proves that a form was made for this person
 * @param now what ages on the page count from
 */
public record Shell(
        Site site,
        StaffMember staff,
        List<Entry> navigation,
        String current,
        @Nullable String message,
        List<String> warnings,
        String formToken,
        Instant now) {

    public Shell {
        navigation = List.copyOf(navigation);
        warnings = List.copyOf(warnings);
    }

    /** One entry of the navigation. */
    public record Entry(String segment, String title) {}

    /** Address of a page of ours: {@code url("/admin/orders")}. */
    public String url(String path) {
        return site.url(path);
    }

    public String entryUrl(Entry entry) {
        return site.url("/admin/" + entry.segment());
    }

    /** Whether there is a section of this segment, to link to. */
    public boolean has(String segment) {
        return navigation.stream().anyMatch(entry -> entry.segment().equals(segment));
    }

    public boolean mayOperate() {
        return staff.may(StaffRole.OPERATOR);
    }

    public boolean mayApprove() {
        return staff.may(StaffRole.APPROVER);
    }

    /** Another one for each form: what is sent twice is done once. */
    public String requestId() {
        return UUID.randomUUID().toString();
    }

    public String roles() {
        return staff.roles().stream()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
