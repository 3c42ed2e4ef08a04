package io.tillgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.tillgate.checkout.CheckoutRequest;
import io.tillgate.event.OrderEvent;
import io.tillgate.event.OrderEventType;
import io.tillgate.failure.GatewayException;
import io.tillgate.money.Money;
import io.tillgate.notification.IntakeResult;
import io.tillgate.order.MerchantOrder;
import io.tillgate.order.OrderStatus;
import io.tillgate.testing.FaultProxy;
import io.tillgate.testing.FaultProxy.Direction;
import io.tillgate.testing.FaultProxy.Fault;
import io.tillgate.testing.GatewayFixture;
import io.tillgate.testing.TestPostgres;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a shop meets when the network between it and its Postgres fails, its pool being set up as the guide says. */
class PostgresFaultsIT {

    private static final IntakeResult OK = new IntakeResult.Stored("[OK]");

    private final GatewayFixture fixture = new GatewayFixture();
    private final FaultProxy proxy = FaultProxy.before(TestPostgres.port());
    private final HikariDataSource pool = new HikariDataSource();

    @AfterEach
    void stop() {
        proxy.heal();
        fixture.close();
        pool.close();
        proxy.close();
    }

    static Stream<Arguments> faults() {
        return Stream.of(Direction.values())
                .flatMap(direction -> Stream.of(Fault.BLACK_HOLE, Fault.GARBAGE, Fault.HALF_CLOSE, Fault.CUT)
                        .map(fault -> Arguments.of(fault, direction)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void an_ipn_is_never_acknowledged_unless_stored_and_the_repeated_one_succeeds(Fault fault, Direction direction) {
        Gateway gateway = start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        Map<String, String> ipn = fixture.paid(order.id(), "p-1", 500_000);

        proxy.fault(direction, fault);
        assertThat(fixture.deliver(gateway, ipn)).isInstanceOf(IntakeResult.TryAgain.class);
        assertThatThrownBy(() -> gateway.checkout(
                        CheckoutRequest.of("A-2", Money.satoshi(1000)).build()))
                .isInstanceOf(GatewayException.class);
        assertThat(gateway.health().ready()).isFalse();
        proxy.heal();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> fixture.deliver(gateway, ipn).equals(OK));
        assertThat(fixture.now(gateway, order.id()).status()).isEqualTo(OrderStatus.PAID);
        assertThat(fixture.postgres().count("payment")).isEqualTo(1);
        assertThat(fixture.postgres().count("notification")).isEqualTo(1);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(fixture.events())
                        .extracting(OrderEvent::type)
                        .containsExactly(OrderEventType.ORDER_PAID));
        await().until(() -> gateway.health().ready());
    }

    @Test
    void a_slow_link_only_takes_longer() {
        Gateway gateway = start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        proxy.delay(Direction.TO_CLIENT, Duration.ofMillis(100));

        assertThat(fixture.deliver(gateway, fixture.paid(order.id(), "p-1", 500_000)))
                .isEqualTo(OK);
        await().until(() -> !fixture.events().isEmpty());
    }

    @Test
    void an_order_whose_time_is_over_during_an_outage_expires_after_it() {
        Gateway gateway = start(Duration.ofSeconds(5));
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        proxy.fault(Fault.CUT);
        await().pollDelay(Duration.ofSeconds(4)).until(() -> !gateway.health().ready());
        proxy.heal();

        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> fixture.now(gateway, order.id()).status().equals(OrderStatus.EXPIRED));
        await().untilAsserted(() -> assertThat(fixture.events())
                .extracting(OrderEvent::type)
                .containsExactly(OrderEventType.ORDER_EXPIRED));
    }

    @Test
    void when_the_database_machine_vanishes_without_a_word_every_part_finds_the_new_one() {
        Gateway gateway = start();
        Gateway healthy = fixture.start();
        MerchantOrder order = fixture.order(gateway, "A-1", 500_000);
        MerchantOrder watched = fixture.order(gateway, "A-2", 500_000);
        AtomicInteger heard = new AtomicInteger();
        gateway.watch(watched.id(), heard::incrementAndGet);
        await().until(() -> proxy.connections() > 1);

        proxy.freezeConnections();

        Map<String, String> ipn = fixture.paid(order.id(), "p-1", 500_000);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> fixture.deliver(gateway, ipn).equals(OK));
        await().atMost(Duration.ofSeconds(30)).until(() -> !fixture.events().isEmpty());
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
            int before = heard.get();
            String paymentId = "p-" + System.nanoTime();
            fixture.deliver(healthy, fixture.paid(watched.id(), paymentId, 1000));
            await().atMost(Duration.ofMillis(900)).until(() -> heard.get() > before);
        });
    }

    private Gateway start() {
        return start(Duration.ofMinutes(15));
    }

    private Gateway start(Duration timeToPay) {
        pool.setJdbcUrl(
                fixture.postgres().jdbcUrl(proxy.port()) + "&socketTimeout=1&connectTimeout=1&tcpKeepAlive=true");
        pool.setMaximumPoolSize(8);
        pool.setConnectionTimeout(1000);
        pool.setValidationTimeout(500);
        return fixture.start(builder -> builder.dataSource(pool).timeToPay(timeToPay));
    }
}
