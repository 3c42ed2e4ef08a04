package io.tillgate.servlet;

import io.tillgate.failure.GatewayException;
import io.tillgate.processor.ProcessorReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is shown on every page for staff until it is mended. Looks once in a while, not for each page. */
final class StaffWarnings {

    private static final Logger LOG = LoggerFactory.getLogger(StaffWarnings.class);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final Supplier<List<ProcessorReport>> reports;
    private final InstantSource clock;

    private volatile Seen seen = new Seen(Instant.MIN, List.of());

    private record Seen(Instant at, List<String> warnings) {}

    StaffWarnings(Supplier<List<ProcessorReport>> reports, InstantSource clock) {
        this.reports = reports;
        this.clock = clock;
    }

    List<String> now() {
        Instant now = clock.instant();
        Seen known = seen;
        if (known.at().isAfter(now.minus(LOOK_EVERY))) {
            return known.warnings();
        }
        try {
            List<String> warnings = reports.get().stream()
                    .flatMap(report -> report.trouble().stream())
                    .toList();
            seen = new Seen(now, warnings);
            return warnings;
        } catch (GatewayException storeIsDown) {
            LOG.debug("the processors could not be looked at", storeIsDown);
            return known.warnings();
        }
    }
}
