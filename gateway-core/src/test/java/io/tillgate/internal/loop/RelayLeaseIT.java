package io.tillgate.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillgate.Gateway;
import io.tillgate.event.OrderEvent;
import io.tillgate.event.OrderListener;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.OutboxStore;
import io.tillgate.order.OrderId;
import io.tillgate.testing.GatewayFixture;
import io.tillgate.testing.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of events whose node dies, dawdles or meets an Error. */
class RelayLeaseIT {

    private static final int ORDERS = 3;

    private final GatewayFixture fixture = new GatewayFixture();
    private final MovableClock clock = new MovableClock();
    private final Database database = new Database(fixture.postgres().dataSource());
    private final List<OrderEvent> heard = new ArrayList<>();

    @BeforeEach
    void oneEventForEachOrder() {
        Gateway gateway = fixture.start();
        for (int i = 0; i < ORDERS; i++) {
            OrderId order = fixture.order(gateway, "A-" + i, 500_000).id();
            fixture.postgres()
                    .run("INSERT INTO tillgate.outbox (consumer, order_id, type, status, anomaly, received_amount, at,"
                            + " next_attempt_at) VALUES ('test', '" + order
                            + "', 'ORDER_PAID', 'PAID', 'NONE', 500000, now(), now())");
        }
        clock.advance(Duration.ofSeconds(1));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void the_events_that_a_dead_node_had_claimed_come_within_half_a_minute() throws Exception {
        OutboxStore.Lease lease = OutboxStore.Lease.from(clock.instant(), Relay.LEASE);
        database.inTransaction(connection ->
                OutboxStore.claim(connection, new OutboxStore.Claim("test", 20, Duration.ofHours(1)), lease));

        relay(heard::add).round();
        assertThat(heard).isEmpty();

        clock.advance(Duration.ofSeconds(30));
        relay(heard::add).round();
        assertThat(heard).hasSize(ORDERS);
    }

    @Test
    void a_node_that_is_slow_and_alive_keeps_what_it_claimed() throws Exception {
        List<OrderEvent> heardElsewhere = new ArrayList<>();

        relay(event -> {
                    heard.add(event);
                    clock.advance(Duration.ofSeconds(20));
                    relay(heardElsewhere::add).round();
                })
                .round();

        assertThat(heard).hasSize(ORDERS);
        assertThat(heardElsewhere).isEmpty();
    }

    @Test
    void what_another_node_took_over_is_not_delivered_again() throws Exception {
        List<OrderEvent> heardElsewhere = new ArrayList<>();

        relay(event -> {
                    heard.add(event);
                    if (heard.size() == 1) {
                        clock.advance(Duration.ofMinutes(2));
                        relay(heardElsewhere::add).round();
                    }
                })
                .round();

        assertThat(heard).hasSize(1);
        assertThat(heardElsewhere).hasSize(ORDERS);
    }

    @Test
    void deliveries_are_noted_together_and_no_later_than_the_next_slow_one() throws Exception {
        List<String> noted = new ArrayList<>();

        relay(event -> {
                    noted.add(fixture.postgres()
                            .text("SELECT count(*) FROM tillgate.outbox WHERE delivered_at IS NOT NULL"));
                    if (noted.size() == 2) {
                        clock.advance(Duration.ofSeconds(1));
                    }
                })
                .round();

        assertThat(noted).containsExactly("0", "0", "2");
        assertThat(fixture.postgres().text("SELECT count(*) FROM tillgate.outbox WHERE delivered_at IS NOT NULL"))
                .isEqualTo("3");
    }

    @Test
    void an_error_of_the_listener_is_a_refusal_and_the_others_events_go_out() throws Exception {
        relay(event -> {
                    heard.add(event);
                    if (heard.size() == 1) {
                        throw new NoClassDefFoundError("shop/Invoice");
                    }
                })
                .round();

        assertThat(heard).hasSize(ORDERS);
        assertThat(fixture.postgres().text("SELECT last_error FROM tillgate.outbox WHERE delivered_at IS NULL"))
                .contains("NoClassDefFoundError", "shop/Invoice");
    }

    private Relay relay(OrderListener listener) {
        return new Relay(database, Consumer.atLeastOnce("test", listener), Duration.ofHours(1), clock);
    }
}
