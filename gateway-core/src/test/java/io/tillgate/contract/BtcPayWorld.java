package io.tillgate.contract;

import io.tillgate.GatewayBuilder;
import io.tillgate.contract.NotificationDoor.Arrival;
import io.tillgate.processor.BtcPaySettings;
import io.tillgate.processor.ProcessorId;
import io.tillgate.sandbox.btcpay.BtcPaySandbox;
import io.tillgate.sandbox.btcpay.Generation;
import io.tillgate.sandbox.btcpay.Mishap;
import io.tillgate.sandbox.btcpay.SandboxInvoice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okio.ByteString;

/** A BTCPay Server for the contract. */
final class BtcPayWorld implements ProcessorWorld {

    final BtcPaySandbox server;

    BtcPayWorld(Generation generation) {
        this.server = BtcPaySandbox.start(generation, InstantSource.system());
    }

    BtcPaySettings.Builder settings() {
        return BtcPaySettings.builder()
                .baseUrl(server.baseUrl())
                .apiKey(server.apiKey())
                .storeId(server.storeId())
                .webhookSecrets(server.webhookSecret());
    }

    @Override
    public ProcessorId id() {
        return new ProcessorId("btcpay");
    }

    @Override
    public GatewayBuilder configure(GatewayBuilder builder, Duration callTimeout) {
        return builder.btcPay(settings().callTimeout(callTimeout).build());
    }

    @Override
    public void postTo(String url) {
        server.postTo(url);
    }

    @Override
    public List<String> invoices() {
        return server.invoices().stream().map(SandboxInvoice::id).toList();
    }

    @Override
    public void pay(String invoice, long satoshi) {
        server.pay(invoice, satoshi);
    }

    @Override
    public String see(String invoice, long satoshi) {
        return server.see(invoice, satoshi);
    }

    @Override
    public void confirm(String invoice, String payment, long satoshi) {
        server.confirm(invoice, payment);
    }

    @Override
    public void expire(String invoice) {
        server.expire(invoice);
    }

    @Override
    public void giveUp(String invoice) {
        server.mark(invoice, "Invalid");
    }

    @Override
    public boolean reverse(String invoice, String payment) {
        server.withdraw(invoice, payment);
        return true;
    }

    @Override
    public boolean isSettled(String invoice) {
        return server.invoice(invoice).word().equals("Settled/Marked");
    }

    @Override
    public void loseNextAnswer() {
        server.misbehave(Mishap.of(Mishap.Kind.LOSE_ANSWER));
    }

    @Override
    public void answerLate(Duration delay) {
        server.misbehave(Mishap.slow(delay));
    }

    @Override
    public void refuseNext() {
        server.misbehave(Mishap.of(Mishap.Kind.INVALID_FIELDS));
    }

    @Override
    public void down(boolean down) {
        server.down(down);
    }

    @Override
    public Optional<Arrival> foreign() {
        String body = "{\"deliveryId\":\"d-other\",\"type\":\"InvoiceSettled\",\"storeId\":\"" + server.storeId()
                + "\",\"invoiceId\":\"another\",\"metadata\":{\"orderId\":\"order-119\"}}";
        return Optional.of(signed(body, server.webhookSecret()));
    }

    static Arrival signed(String body, String secret) {
        ByteString bytes = ByteString.encodeUtf8(body);
        String signature =
                "sha256=" + bytes.hmacSha256(ByteString.encodeUtf8(secret)).hex();
        return new Arrival(Map.of("BTCPay-Sig", signature), body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.close();
    }
}
