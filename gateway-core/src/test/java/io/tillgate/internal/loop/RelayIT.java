package io.tillgate.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillgate.Gateway;
import io.tillgate.desk.ActResult;
import io.tillgate.desk.OrderAct;
import io.tillgate.desk.OrderFile;
import io.tillgate.desk.StaffAct;
import io.tillgate.event.OrderEvent;
import io.tillgate.internal.jdbc.Database;
import io.tillgate.order.OrderId;
import io.tillgate.testing.GatewayFixture;
import io.tillgate.testing.MovableClock;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayIT {

    private final GatewayFixture fixture = new GatewayFixture();
    private final MovableClock clock = new MovableClock();
    private final Database database = new Database(fixture.postgres().dataSource());
    private Gateway gateway;
    private OrderId order;

    @BeforeEach
    void start() {
        gateway = fixture.start();
        order = fixture.order(gateway, "A-1", 500_000).id();
        fixture.postgres().run("CREATE TABLE shop_order (event bigint, type text)");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void events_of_one_order_go_out_one_after_the_other() throws Exception {
        write("PAYMENT_SEEN", "ORDER_PAID");
        List<String> heard = new ArrayList<>();
        boolean[] refuse = {true};
        Relay relay = relay(Consumer.atLeastOnce("test", event -> {
            heard.add(event.type().name());
            if (refuse[0]) {
                throw new IllegalStateException("not now");
            }
        }));

        relay.round();
        relay.round();
        assertThat(heard).as("the second waits for the first").containsExactly("PAYMENT_SEEN");

        refuse[0] = false;
        clock.advance(Duration.ofSeconds(2));
        relay.round();
        relay.round();
        assertThat(heard).containsExactly("PAYMENT_SEEN", "PAYMENT_SEEN", "ORDER_PAID");
    }

    @Test
    void an_event_that_is_refused_too_often_is_parked_and_can_be_sent_again() throws Exception {
        write("ORDER_PAID");
        List<OrderEvent> heard = new ArrayList<>();
        boolean[] refuse = {true};
        Relay relay = relay(Consumer.atLeastOnce("test", event -> {
            heard.add(event);
            if (refuse[0]) {
                throw new IllegalStateException("broken for good");
            }
        }));

        for (int i = 0; i < Relay.ATTEMPTS_MAX + 5; i++) {
            relay.round();
            clock.advance(Duration.ofHours(1));
        }

        assertThat(heard).hasSize(Relay.ATTEMPTS_MAX);
        List<OrderFile.Delivery> parked = gateway.desk().parkedDeliveries();
        assertThat(parked).singleElement().satisfies(one -> {
            assertThat(one.consumer()).isEqualTo("test");
            assertThat(one.lastError()).contains("broken for good");
        });
        refuse[0] = false;
        assertThat(gateway.acts()
                        .perform(
                                new OrderAct.Redeliver(parked.get(0).id()),
                                new StaffAct("erin", "the listener was mended")))
                .isInstanceOf(ActResult.Done.class);
        relay.round();
        assertThat(gateway.desk().parkedDeliveries()).isEmpty();
        assertThat(heard)
                .hasSize(Relay.ATTEMPTS_MAX + 1)
                .extracting(OrderEvent::id)
                .containsOnly(parked.get(0).id());
    }

    @Test
    void what_a_transactional_listener_wrote_is_gone_when_it_fails_and_there_once_when_it_does_not() throws Exception {
        write("ORDER_PAID");
        boolean[] refuse = {true};
        Relay relay = relay(Consumer.exactlyOnce(
                "test",
                (event, connection) -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("INSERT INTO shop_order VALUES (" + event.id() + ", '" + event.type() + "')");
                    }
                    if (refuse[0]) {
                        throw new IllegalStateException("after writing");
                    }
                },
                database,
                clock));

        relay.round();
        assertThat(fixture.postgres().text("SELECT count(*) FROM shop_order")).isEqualTo("0");

        refuse[0] = false;
        clock.advance(Duration.ofMinutes(1));
        relay.round();
        relay.round();
        assertThat(fixture.postgres().text("SELECT string_agg(type, ' ') FROM shop_order"))
                .isEqualTo("ORDER_PAID");
    }

    @Test
    void an_event_whose_lease_ended_meanwhile_is_not_written_twice() throws Exception {
        write("ORDER_PAID");
        Consumer consumer = Consumer.exactlyOnce(
                "test",
                (event, connection) -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("INSERT INTO shop_order VALUES (" + event.id() + ", 'once')");
                    }
                },
                database,
                clock);
        Consumer slowNode = new Consumer() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public boolean deliver(OrderEvent event) throws Exception {
                clock.advance(Duration.ofHours(1));
                relay(consumer).round();
                return consumer.deliver(event);
            }
        };

        relay(slowNode).round();

        assertThat(fixture.postgres().text("SELECT count(*) FROM shop_order")).isEqualTo("1");
    }

    @Test
    void a_transactional_listener_can_t_end_our_transaction() throws Exception {
        write("ORDER_PAID");
        List<Throwable> refusals = new ArrayList<>();
        relay(Consumer.exactlyOnce(
                        "test",
                        (event, connection) -> {
                            assertThatThrownBy(connection::commit)
                                    .isInstanceOf(SQLException.class)
                                    .hasMessageContaining("not the listener's");
                            assertThatThrownBy(connection::close).isInstanceOf(SQLException.class);
                            connection.rollback(connection.setSavepoint());
                            refusals.add(null);
                        },
                        database,
                        clock))
                .round();

        assertThat(refusals).hasSize(1);
        assertThat(fixture.postgres().text("SELECT delivered_at IS NOT NULL FROM tillgate.outbox"))
                .isEqualTo("t");
    }

    private Relay relay(Consumer consumer) {
        return new Relay(database, consumer, Duration.ofHours(1), clock);
    }

    private void write(String... types) {
        for (String type : types) {
            fixture.postgres()
                    .run("INSERT INTO tillgate.outbox (consumer, order_id, type, status, anomaly, received_amount, at,"
                            + " next_attempt_at) VALUES ('test', '" + order + "', '" + type
                            + "', 'PAID', 'NONE', 500000, now(), now())");
        }
    }
}
