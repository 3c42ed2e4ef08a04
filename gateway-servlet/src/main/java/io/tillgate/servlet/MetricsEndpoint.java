package io.tillgate.servlet;

import io.tillgate.failure.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** What a node tells its monitoring, in the text format of Prometheus. */
final class MetricsEndpoint implements Endpoint {

    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<String> metrics;
    private final ApiKeys keys;

    MetricsEndpoint(Supplier<String> metrics, ApiKeys keys) {
        this.metrics = metrics;
        this.keys = keys;
    }

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public Answer answer(Ask ask) {
        if (keys.isEmpty()) {
            return fault(404, new Problem("metrics", "are not switched on", "set ServletSettings.metricsKeys"));
        }
        if (!keys.admits(ask.header("Authorization"))) {
            return fault(
                            401,
                            new Problem(
                                    "Authorization", "is missing or wrong", "send Bearer and a key of the monitoring"))
                    .with("WWW-Authenticate", "Bearer");
        }
        if (!ask.path().isEmpty()) {
            return fault(404, new Problem("path", "leads to no metrics", "use /metrics"));
        }
        return Answer.of(200, CONTENT_TYPE, metrics.get().getBytes(StandardCharsets.UTF_8))
                .notStored();
    }

    private static Answer fault(int status, Problem problem) {
        return Faults.text(status, List.of(problem));
    }
}
