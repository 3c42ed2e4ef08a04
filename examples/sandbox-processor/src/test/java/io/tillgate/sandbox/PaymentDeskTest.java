package io.tillgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import okio.ByteString;
import org.junit.jupiter.api.Test;

class PaymentDeskTest {
    private final AtomicReference<Runnable> alarm = new AtomicReference<>();
    private final AtomicReference<Long> seconds = new AtomicReference<>();

    /** A timer that rings when the test says so. */
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(0) {
        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            alarm.set(task);
            seconds.set(unit.toSeconds(delay));
            return null;
        }
    };

    private final InstantSource clock = InstantSource.fixed(Instant.parse("2012-03-08T12:00:00Z"));
    private final SandboxTickers tickers = new SandboxTickers(new PriceWalk(1), clock);
    private final SandboxBuilder settings = SandboxProcessor.builder();
    private final WireSignature signature = WireSignature.ofBase64Secret(settings.apiSecretBase64());
    private final OrderBook orders = new OrderBook(
            clock, tickers, new IpnSender(settings, signature, new MisbehaviourPlan(), timer), new Wallet(clock));
    private final PaymentDesk desk =
            new PaymentDesk(orders, new ControlJson(new PaymentUrls("http://127.0.0.1:1"), signature), clock, timer);

    @Test
    void coins_that_were_promised_for_later_arrive_when_the_time_has_come() throws Exception {
        LiveOrder order = orders.create(OrderTerms.read(new FormFields(Merchant.terms())));
        String path = "/pay/" + order.transaction();

        desk.answer(new WireRequest("POST", path + "/act", "", Map.of(), form("do=later&minutes=7")));
        assertThat(seconds.get()).isEqualTo(420);
        assertThat(page(path)).contains("arrive by themselves in 420 seconds");
        assertThat(order.received()).isEqualTo(SandboxOrder.Received.NOTHING);

        alarm.get().run();
        assertThat(order.received().paid()).isEqualTo(order.dueSatoshi());
        assertThat(page(path)).doesNotContain("arrive by themselves in");
    }

    private String page(String path) {
        Answer answer = desk.answer(new WireRequest("GET", path, "", Map.of(), ByteString.EMPTY));
        return ((Answer.Reply) answer).body().utf8();
    }

    private static ByteString form(String text) {
        return ByteString.encodeUtf8(text);
    }
}
