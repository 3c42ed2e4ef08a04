package io.tillgate;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tillgate.failure.ConfigurationException;
import io.tillgate.processor.Capability;
import io.tillgate.processor.CreateAnswer;
import io.tillgate.processor.IncomingNotification;
import io.tillgate.processor.InvoiceRequest;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.ProcessorId;
import io.tillgate.processor.Verdict;
import java.lang.reflect.Proxy;
import java.util.Base64;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Configurations that are complete, or nearly so. */
final class Configurations {

    static final String KEY = Base64.getEncoder()
            .encodeToString("a key of thirty-two bytes, exact".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    static final String API_SECRET = Base64.getEncoder()
            .encodeToString("an API secret of some length".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    private Configurations() {}

    static GatewayBuilder minimal() {
        return Gateway.builder()
                .dataSource(unused())
                .publicBaseUrl("https://shop.example/pay/")
                .secretKey(KEY);
    }

    static GatewayBuilder complete() {
        return minimal().mtGox(mtGox(b -> b)).currencies("EUR", "INR", "BTC");
    }

    static MtGoxSettings mtGox(UnaryOperator<MtGoxSettings.Builder> changes) {
        return changes.apply(MtGoxSettings.builder()
                        .baseUrl("https://mtgox.example/api")
                        .apiKey("an-api-key")
                        .apiSecret(API_SECRET))
                .build();
    }

    static ConfigurationException refused(GatewayBuilder builder) {
        return catchThrowableOfType(ConfigurationException.class, builder::build);
    }

    /** A pool that nobody may touch while a configuration is checked. */
    static DataSource unused() {
        return (DataSource) Proxy.newProxyInstance(
                Configurations.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    throw new AssertionError("the database was used: " + method.getName());
                });
    }

    /** A processor of a shop's own. */
    record OwnProcessor(String name, Set<Capability> capabilities) implements PaymentProcessor {

        OwnProcessor(String name) {
            this(name, Set.of());
        }

        @Override
        public ProcessorId id() {
            return new ProcessorId(name);
        }

        @Override
        public CreateAnswer create(InvoiceRequest request) {
            return new CreateAnswer.Unknown("never asked");
        }

        @Override
        public Verdict verify(IncomingNotification notification) {
            return new Verdict.Refused("never asked");
        }
    }
}
