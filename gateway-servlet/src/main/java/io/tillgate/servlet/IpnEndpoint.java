package io.tillgate.servlet;

import io.tillgate.failure.Problem;
import io.tillgate.notification.IntakeResult;
import io.tillgate.notification.NotificationService;
import io.tillgate.processor.ProcessorId;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where processors post their notifications. The acknowledgement is written after the commit, and by no other path; no
 * request thread waits for the commit.
 */
final class IpnEndpoint implements Endpoint {

    private static final Logger LOG = LoggerFactory.getLogger(IpnEndpoint.class);

    private static final String RETRY_AFTER_SECONDS = "5";

    /** A request's own secrets that no signature covers: not handed on. */
    private static final List<String> HEADERS_LEFT_OUT = List.of("cookie");

    private static final Duration EATEN_LOG_PAUSE = Duration.ofMinutes(1);

    private final AtomicLong eatenLoggedAt = new AtomicLong(System.nanoTime() - EATEN_LOG_PAUSE.toNanos());
    private final NotificationService notifications;
    private final ServletSettings settings;
    private final String url;

    /** One for each processor's word, made once. */
    private final Map<String, Answer> acknowledgements = new ConcurrentHashMap<>();

    /** @param url where this endpoint is from outside, for what it says */
    IpnEndpoint(NotificationService notifications, ServletSettings settings, String url) {
        this.notifications = notifications;
        this.settings = settings;
        this.url = url;
    }

    @Override
    public String name() {
        return "ipn";
    }

    @Override
    public List<String> methods() {
        return List.of("POST");
    }

    @Override
    public Accept errorForm(Ask ask) {
        return Accept.ANY;
    }

    @Override
    public Answer answer(Ask ask) {
        // First of all the body: whatever else asked the request for something might read it.
        IpnBody body = IpnBody.read(ask.request(), settings.bodyReadTime());
        if (body instanceof IpnBody.Read read) {
            return processor(ask.path())
                    .map(processor -> receive(ask.request(), processor, read.bytes()))
                    .orElseGet(() -> fault(
                            404,
                            "processor",
                            "is not configured here",
                            "post to " + url + " or to " + url + "/{id of a configured processor}"));
        }
        if (body instanceof IpnBody.TooLarge) {
            return fault(
                            413,
                            "body",
                            "is larger than " + NotificationService.BODY_BYTES_MAX + " bytes",
                            "send a notification, not a file")
                    .with("Connection", "close");
        }
        if (body instanceof IpnBody.TooSlow) {
            return fault(408, "body", "took too long to arrive", "send it again")
                    .with("Connection", "close");
        }
        if (body instanceof IpnBody.BrokenOff) {
            return fault(400, "body", "broke off", "send it again").with("Connection", "close");
        }
        return eaten();
    }

    private Answer receive(HttpServletRequest request, ProcessorId processor, byte[] body) {
        CompletableFuture<IntakeResult> result =
                notifications.receive(processor, headers(request), body).toCompletableFuture();
        if (result.isDone() || !request.isAsyncSupported()) {
            return waitFor(result);
        }
        return answerLater(request, result);
    }

    private Answer answerLater(HttpServletRequest request, CompletionStage<IntakeResult> result) {
        AsyncContext async = request.startAsync();
        async.setTimeout(settings.ipnAnswerTime().toMillis());
        AtomicBoolean answered = new AtomicBoolean();
        async.addListener(new OnTimeout(() -> send(async, answered, tooLate())));
        result.whenComplete((outcome, broken) -> {
            if (broken != null) {
                LOG.error("the intake broke its promise not to fail", broken);
            }
            send(async, answered, broken == null ? of(outcome) : tooLate());
        });
        return Answer.LATER;
    }

    /** Where a filter does not support async, a thread has to wait. */
    private Answer waitFor(CompletableFuture<IntakeResult> result) {
        CompletableFuture<IntakeResult> bounded = result.copy()
                .completeOnTimeout(
                        new IntakeResult.TryAgain("no commit in time"),
                        settings.ipnAnswerTime().toMillis(),
                        TimeUnit.MILLISECONDS);
        return of(bounded.join());
    }

    private static void send(AsyncContext async, AtomicBoolean answered, Answer answer) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        try {
            answer.send((HttpServletResponse) async.getResponse(), Answer.BodyChoice.WITH_BODY);
        } catch (IOException | IllegalStateException clientIsGone) {
            LOG.debug("a processor did not wait for its answer", clientIsGone);
        }
        try {
            async.complete();
        } catch (IllegalStateException endedByTheContainer) {
            LOG.debug("a request had ended before its answer", endedByTheContainer);
        }
    }

    private Answer of(IntakeResult result) {
        if (result instanceof IntakeResult.Stored stored) {
            return acknowledgements.computeIfAbsent(stored.acknowledgement(), IpnEndpoint::acknowledgement);
        }
        if (result instanceof IntakeResult.Refused) {
            return Answer.text(403, "signature is bad or missing: sign the raw body with the secret of the API key\n")
                    .notStored();
        }
        return tooLate();
    }

    private static Answer acknowledgement(String text) {
        return Answer.of(200, "text/plain", text.getBytes(StandardCharsets.UTF_8))
                .notStored();
    }

    private static Answer tooLate() {
        return Answer.text(503, "notification was not stored: send it again\n")
                .with("Retry-After", RETRY_AFTER_SECONDS)
                .notStored();
    }

    private Answer eaten() {
        // Anybody can send a body that looks eaten: the log says it, and is not flooded.
        long now = System.nanoTime();
        long last = eatenLoggedAt.get();
        if (now - last >= EATEN_LOG_PAUSE.toNanos() && eatenLoggedAt.compareAndSet(last, now)) {
            LOG.error(
                    "A filter or servlet read the request body before Tillgate, so no signature can be checked and this"
                            + " notification was not stored: map Tillgate before it, or exclude {} from it",
                    url);
        }
        return fault(
                500,
                "body",
                "is gone: a filter or servlet read the request body before Tillgate",
                "map Tillgate before it, or exclude " + url + " from it");
    }

    private static Answer fault(int status, String field, String fault, String fix) {
        return Faults.text(status, List.of(new Problem(field, fault, fix)));
    }

    private Optional<ProcessorId> processor(List<String> path) {
        return switch (path.size()) {
            case 0 -> Optional.of(notifications.defaultProcessor());
            case 1 -> notifications.processor(path.get(0));
            default -> Optional.empty();
        };
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            String value = request.getHeader(name);
            if (value != null && !HEADERS_LEFT_OUT.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, value);
            }
        }
        return headers;
    }

    private record OnTimeout(Runnable action) implements AsyncListener {

        @Override
        public void onTimeout(AsyncEvent event) {
            action.run();
        }

        @Override
        public void onComplete(AsyncEvent event) {
            // Answered.
        }

        @Override
        public void onError(AsyncEvent event) {
            action.run();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // Nobody dispatches this request again.
        }
    }
}
