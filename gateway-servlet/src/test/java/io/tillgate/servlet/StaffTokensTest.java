package io.tillgate.servlet;

import static io.tillgate.servlet.StaffTokens.FormCheck.EXPIRED;
import static io.tillgate.servlet.StaffTokens.FormCheck.GOOD;
import static io.tillgate.servlet.StaffTokens.FormCheck.NOT_OURS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StaffTokensTest {

    private static final byte[] KEY = new byte[32];

    private Instant now = Instant.parse("2026-11-25T08:00:00Z");
    private final StaffTokens tokens = new StaffTokens(KEY, () -> now);

    @Test
    void a_form_holds_for_its_person_on_every_node_for_a_working_day() {
        String token = tokens.form("anna");
        StaffTokens otherNode = new StaffTokens(KEY.clone(), () -> now);

        assertThat(otherNode.check("anna", token)).isEqualTo(GOOD);
        assertThat(otherNode.check("otto", token)).isEqualTo(NOT_OURS);
        now = now.plus(StaffTokens.FORM_TIME_MAX).minusSeconds(1);
        assertThat(tokens.check("anna", token)).isEqualTo(GOOD);
        now = now.plusSeconds(1);
        assertThat(tokens.check("anna", token)).isEqualTo(EXPIRED);
    }

    @Test
    void nothing_of_a_token_can_be_changed() {
        String token = tokens.form("anna");
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == '1' ? '2' : '1';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(tokens.check("anna", changed)).as(changed).isEqualTo(NOT_OURS);
        }
        for (String wrong : new String[] {"", ".", "x", "9999999999.", token + "=", token.repeat(100)}) {
            assertThat(tokens.check("anna", wrong)).as(wrong).isEqualTo(NOT_OURS);
        }
        byte[] otherKey = new byte[32];
        otherKey[0] = 1;
        assertThat(new StaffTokens(otherKey, () -> now).check("anna", token)).isEqualTo(NOT_OURS);
    }

    @Test
    void a_message_is_read_by_its_person_while_it_is_news() {
        String token = tokens.message("anna", "It is done: 1 ₿.");

        assertThat(tokens.readMessage("anna", token)).contains("It is done: 1 ₿.");
        assertThat(tokens.readMessage("otto", token)).isEmpty();
        assertThat(tokens.readMessage("anna", token.replace('I', 'J') + "x")).isEmpty();
        assertThat(tokens.readMessage("anna", tokens.form("anna"))).isEmpty();
        assertThat(tokens.check("anna", token)).isEqualTo(NOT_OURS);
        now = now.plus(StaffTokens.MESSAGE_TIME_MAX).plus(Duration.ofMillis(1));
        assertThat(tokens.readMessage("anna", token)).isEmpty();
    }
}
