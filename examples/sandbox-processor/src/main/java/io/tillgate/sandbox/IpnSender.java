package io.tillgate.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers IPNs: signed, the same bytes at a fixed interval, until the answer is exactly {@code [OK]}. */
final class IpnSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IpnSender.class);
    private static final MediaType FORM = MediaType.get("application/x-www-form-urlencoded");
    private static final int CONCURRENT_CALLS_MAX = 256;
    private static final int ANSWER_BYTES_MAX = 1_024;

    private final String apiKey;
    private final WireSignature signature;
    private final Duration retryInterval;
    private final InstantSource clock;
    private final MisbehaviourPlan plan;
    private final ScheduledExecutorService timer;
    private final ExecutorService callThreads;
    private final OkHttpClient client;

    IpnSender(SandboxBuilder settings, WireSignature signature, MisbehaviourPlan plan, ScheduledExecutorService timer) {
        this.apiKey = settings.apiKey();
        this.signature = signature;
        this.retryInterval = settings.ipnRetryInterval();
        this.clock = settings.clock();
        this.plan = plan;
        this.timer = timer;
        this.callThreads = Executors.newCachedThreadPool(DaemonThreads.named("sandbox-ipn"));
        Dispatcher dispatcher = new Dispatcher(callThreads);
        dispatcher.setMaxRequests(CONCURRENT_CALLS_MAX);
        dispatcher.setMaxRequestsPerHost(CONCURRENT_CALLS_MAX);
        // A retry of the client's own would be an attempt that nobody recorded.
        this.client = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .connectTimeout(settings.ipnTimeout())
                .readTimeout(settings.ipnTimeout())
                .writeTimeout(settings.ipnTimeout())
                .callTimeout(settings.ipnTimeout())
                .build();
    }

    /** Completes with the outcome of the first try, always normally; later tries go on by themselves. */
    CompletableFuture<IpnAttempt> deliver(String url, IpnDelivery ipn) {
        List<CompletableFuture<IpnAttempt>> copies = new ArrayList<>();
        for (int i = plan.ipnCopies(); i > 0; i--) {
            copies.add(tryOnce(url, ipn));
        }
        return CompletableFuture.allOf(copies.toArray(CompletableFuture[]::new)).thenApply(done -> {
            if (!ipn.acknowledged()) {
                tryLater(url, ipn);
            }
            List<IpnAttempt> outcomes =
                    copies.stream().map(CompletableFuture::join).toList();
            return outcomes.stream()
                    .filter(IpnAttempt::acknowledged)
                    .findFirst()
                    .orElse(outcomes.get(0));
        });
    }

    private void tryLater(String url, IpnDelivery ipn) {
        try {
            ScheduledFuture<?> unused = timer.schedule(
                    (Runnable) () -> {
                        CompletableFuture<IpnAttempt> unusedOutcome = deliver(url, ipn);
                    },
                    retryInterval.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("sandbox is closed, no further tries");
        }
    }

    private CompletableFuture<IpnAttempt> tryOnce(String url, IpnDelivery ipn) {
        CompletableFuture<IpnAttempt> outcome = new CompletableFuture<>();
        client.newCall(request(url, ipn.body())).enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response response) {
                try (response) {
                    String answer = ByteString.of(
                                    response.peekBody(ANSWER_BYTES_MAX).bytes())
                            .utf8();
                    finish(new IpnAttempt(clock.instant(), response.code(), first(answer), ""));
                } catch (IOException broken) {
                    finish(new IpnAttempt(clock.instant(), response.code(), "", "answer broke off: " + broken));
                }
            }

            @Override
            public void onFailure(Call call, IOException failure) {
                finish(new IpnAttempt(clock.instant(), 0, "", failure.toString()));
            }

            private void finish(IpnAttempt attempt) {
                ipn.record(attempt);
                outcome.complete(attempt);
            }
        });
        return outcome;
    }

    private Request request(String url, ByteString body) {
        return new Request.Builder()
                .url(url)
                .header("User-Agent", "Tillgate sandbox processor")
                .header("Rest-Key", apiKey)
                .header("Rest-Sign", signature.sign(body))
                .post(RequestBody.create(body, FORM))
                .build();
    }

    private static String first(String answer) {
        return answer.substring(0, Math.min(IpnAttempt.ANSWER_CHARS_MAX, answer.length()));
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        callThreads.shutdown();
        client.connectionPool().evictAll();
    }
}
