package io.tillgate;

import io.tillgate.internal.jdbc.Database;
import io.tillgate.internal.jdbc.ProcessorWatchStore;
import io.tillgate.internal.jdbc.ProcessorWatchStore.Hearing;
import io.tillgate.internal.node.NodeService;
import io.tillgate.processor.PaymentProcessor;
import io.tillgate.processor.ProcessorId;
import io.tillgate.processor.ProcessorReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what staff may want to know of each processor. */
final class ProcessorReports {

    private ProcessorReports() {}

    static List<ProcessorReport> of(Database database, List<PaymentProcessor> processors, List<NodeService> nodes) {
        return database.orThrow("read how the processors are heard", connection -> {
            List<ProcessorReport> reports = new ArrayList<>();
            for (PaymentProcessor processor : processors) {
                reports.add(of(connection, processor, nodes));
            }
            return reports;
        });
    }

    private static ProcessorReport of(Connection connection, PaymentProcessor processor, List<NodeService> nodes)
            throws SQLException {
        ProcessorId id = processor.id();
        Hearing hearing = ProcessorWatchStore.hearing(connection, id);
        Instant last = hearing.lastHintAt();
        @Nullable Instant lastNotification = last != null ? last : ProcessorWatchStore.lastNotification(connection, id);
        ProcessorReport.@Nullable Chain chain = null;
        for (NodeService node : nodes) {
            if (node.id().equals(id)) {
                chain = node.report(connection);
            }
        }
        return new ProcessorReport(id, processor.capabilities(), lastNotification, hearing.foundByAsking(), chain);
    }
}
