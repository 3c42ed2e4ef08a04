package io.tillgate.bench.micro;

import io.tillgate.internal.mtgox.MtGoxProcessor;
import io.tillgate.order.OrderId;
import io.tillgate.order.OrderTokens;
import io.tillgate.processor.IncomingNotification;
import io.tillgate.processor.IpnAuthentication;
import io.tillgate.processor.MtGoxSettings;
import io.tillgate.processor.ProcessorId;
import io.tillgate.processor.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a request thread does with an IPN before it is queued. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class NotificationBenchmark {

    private static final byte[] SECRET =
            "a secret of the benchmark, of 64 bytes, as on the real wire; end".getBytes(StandardCharsets.US_ASCII);

    private final OrderTokens tokens = new OrderTokens(new byte[32], List.of());
    private final String data = tokens.data(new OrderId(UUID.fromString("018f4b3c-7a10-7001-8abc-0123456789ab")));
    private final byte[] body = ("id=4ad2e6cd-1&payment_id=b7e1f0a2-1&data=" + data
                    + "&date=2026-01-02+03%3A04%3A05&amount=1000000&currency=BTC&method=MTGOXBTC&status=paid&aonce=1")
            .getBytes(StandardCharsets.US_ASCII);
    private final Map<String, String> headers = Map.of("Rest-Key", "key", "Rest-Sign", sign(body), "Host", "127.0.0.1");
    private final Instant receivedAt = Instant.parse("2026-01-02T03:04:06Z");
    private final MtGoxProcessor signed = processor(IpnAuthentication.SIGNATURE);
    private final MtGoxProcessor unsigned = processor(IpnAuthentication.DATA_TOKEN);

    /** Signature and fields. */
    @Benchmark
    public Verdict verifyAndParse() {
        return signed.verify(notification());
    }

    /** The same without the signature. */
    @Benchmark
    public Verdict parse() {
        return unsigned.verify(notification());
    }

    /** Our own mac in the echoed data. */
    @Benchmark
    public Optional<OrderId> readData() {
        return tokens.readData(data);
    }

    private IncomingNotification notification() {
        return new IncomingNotification(new ProcessorId("mtgox"), headers, body, receivedAt);
    }

    private static MtGoxProcessor processor(IpnAuthentication authentication) {
        MtGoxSettings settings = MtGoxSettings.builder()
                .baseUrl("http://127.0.0.1:9/api")
                .apiKey("key")
                .apiSecret(Base64.getEncoder().encodeToString(SECRET))
                .ipnAuthentication(authentication)
                .build();
        return new MtGoxProcessor(settings, key -> 1);
    }

    private static String sign(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(SECRET, "HmacSHA512"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA512", impossible);
        }
    }
}
