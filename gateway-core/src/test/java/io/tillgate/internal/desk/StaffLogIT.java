package io.tillgate.internal.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.Gateway;
import io.tillgate.desk.ActKind;
import io.tillgate.desk.StaffLog;
import io.tillgate.desk.StaffLogEntry;
import io.tillgate.desk.StaffLogFilter;
import io.tillgate.testing.GatewayFixture;
import io.tillgate.testing.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StaffLogIT {

    private final GatewayFixture fixture = new GatewayFixture();
    private final MovableClock clock = new MovableClock();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void nobody_changes_or_deletes_what_the_log_and_the_journal_hold() {
        Gateway gateway = fixture.start();
        gateway.staffLog().entered("erin");
        fixture.order(gateway, "A-1", 500_000);
        for (String table : List.of("staff_log", "journal", "decision", "waiver")) {
            for (String change : List.of(
                    "UPDATE tillgate.%s SET actor = actor", "DELETE FROM tillgate.%s", "TRUNCATE tillgate.%s")) {
                String sql = change.formatted(table);
                assertThatThrownBy(() -> fixture.postgres().run(sql))
                        .as(sql)
                        .hasStackTraceContaining("tillgate." + table + " is append-only");
            }
        }
        assertThat(entries(gateway)).hasSize(1);
    }

    @Test
    void who_opens_the_pages_is_noted_once_in_a_while_whatever_the_node() {
        Gateway one = fixture.start(builder -> builder.clock(clock));
        Gateway two = fixture.start(builder -> builder.clock(clock));
        for (StaffLog log : List.of(one.staffLog(), two.staffLog(), one.staffLog())) {
            log.entered("erin");
            log.entered("Erin");
        }
        assertThat(entries(one)).hasSize(1);

        clock.advance(Duration.ofHours(9));
        two.staffLog().entered("erin");

        assertThat(entries(one)).extracting(StaffLogEntry::kind).containsExactly(ActKind.ENTER, ActKind.ENTER);
    }

    @Test
    void the_log_is_read_to_its_end_page_by_page() {
        Gateway gateway = fixture.start();
        fixture.postgres().run("""
                INSERT INTO tillgate.staff_log (request, at, actor, person, kind, reason, outcome)
                SELECT gen_random_uuid(), now(), 'erin', 'erin', 'EXPORT', 'x', 'n' || i FROM generate_series(1, 250) AS i
                """);

        assertThat(entries(gateway)).hasSize(250).extracting(StaffLogEntry::id).doesNotHaveDuplicates();
        assertThat(gateway.staffLog().list(StaffLogFilter.ALL).entries()).hasSize(StaffLog.PAGE_ENTRIES);
    }

    private static List<StaffLogEntry> entries(Gateway gateway) {
        List<StaffLogEntry> entries = new ArrayList<>();
        gateway.staffLog().forEach(StaffLogFilter.ALL, entries::add);
        return entries;
    }
}
