package io.tillgate.contract;

import io.tillgate.GatewayBuilder;
import io.tillgate.contract.NotificationDoor.Arrival;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.ProcessorId;
import io.tillgate.sandbox.IpnContent;
import io.tillgate.sandbox.Misbehaviour;
import io.tillgate.sandbox.SandboxOrder;
import io.tillgate.sandbox.SandboxProcessor;
import io.tillgate.testing.FaultProxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

class MtGoxContractIT extends ProcessorContract {

    @Override
    ProcessorWorld world() {
        return new World();
    }

    private static final class World implements ProcessorWorld {
        private final SandboxProcessor sandbox = SandboxProcessor.builder()
                .ipnRetryInterval(Duration.ofMillis(200))
                .start();
        private final FaultProxy link =
                FaultProxy.before(URI.create(sandbox.baseUrl()).getPort());
        private final AtomicInteger payments = new AtomicInteger();

        @Override
        public ProcessorId id() {
            return new ProcessorId("mtgox");
        }

        @Override
        public GatewayBuilder configure(GatewayBuilder builder, Duration callTimeout) {
            return builder.mtGox(MtGoxSettings.builder()
                    .baseUrl("http://127.0.0.1:" + link.port() + "/api")
                    .apiKey(sandbox.apiKey())
                    .apiSecret(sandbox.apiSecretBase64())
                    .callTimeout(callTimeout)
                    .build());
        }

        @Override
        public void postTo(String url) {
            // Each order carries its address.
        }

        @Override
        public List<String> invoices() {
            return sandbox.orders().stream().map(SandboxOrder::transaction).toList();
        }

        @Override
        public void pay(String invoice, long satoshi) {
            sandbox.send(invoice, IpnContent.paid(satoshi).withPaymentId("p-" + payments.incrementAndGet()));
        }

        @Override
        public String see(String invoice, long satoshi) {
            String payment = "p-" + payments.incrementAndGet();
            sandbox.send(invoice, IpnContent.partial(0, satoshi).withPaymentId(payment));
            return payment;
        }

        @Override
        public void confirm(String invoice, String payment, long satoshi) {
            sandbox.send(invoice, IpnContent.paid(satoshi).withPaymentId(payment));
        }

        @Override
        public void expire(String invoice) {
            // The wire has no such word: an invoice can be paid for ever.
        }

        @Override
        public void giveUp(String invoice) {
            sandbox.send(invoice, IpnContent.cancelled());
        }

        @Override
        public void loseNextAnswer() {
            sandbox.misbehave(Misbehaviour.loseAnswer());
        }

        @Override
        public void answerLate(Duration delay) {
            sandbox.misbehave(Misbehaviour.delay(delay));
        }

        @Override
        public void refuseNext() {
            sandbox.misbehave(Misbehaviour.decline("Order amount is too low"));
        }

        @Override
        public void down(boolean down) {
            if (down) {
                link.fault(FaultProxy.Fault.CUT);
            } else {
                link.heal();
            }
        }

        @Override
        public Optional<Arrival> foreign() {
            byte[] body = "id=other&payment_id=p-other&status=paid&amount=500000&currency=BTC&data=order-119"
                    .getBytes(StandardCharsets.US_ASCII);
            try {
                Mac mac = Mac.getInstance("HmacSHA512");
                mac.init(new SecretKeySpec(Base64.getDecoder().decode(sandbox.apiSecretBase64()), "HmacSHA512"));
                String sign = Base64.getEncoder().encodeToString(mac.doFinal(body));
                return Optional.of(new Arrival(Map.of("Rest-Key", sandbox.apiKey(), "Rest-Sign", sign), body));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public void close() {
            link.heal();
            link.close();
            sandbox.close();
        }
    }
}
