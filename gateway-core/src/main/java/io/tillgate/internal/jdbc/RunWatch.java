package io.tillgate.internal.jdbc;

import io.tillgate.reconcile.RunAnswer;
import java.sql.SQLException;
import java.time.Duration;

/** Tells what the time of a run was spent on. For one thread. */
final class RunWatch {

    private final long start = System.nanoTime();
    private long read = start;
    private long storing;

    private RunWatch() {}

    static RunWatch start() {
        return new RunWatch();
    }

    /** Work in the database. */
    @FunctionalInterface
    interface Work {
        void run() throws SQLException;
    }

    /** All lines are read. */
    void read() {
        read = System.nanoTime();
    }

    void storing(Work work) throws SQLException {
        long before = System.nanoTime();
        work.run();
        storing += System.nanoTime() - before;
    }

    RunAnswer.Took took() {
        return new RunAnswer.Took(
                Duration.ofNanos(read - start),
                Duration.ofNanos(System.nanoTime() - read - storing),
                Duration.ofNanos(storing));
    }
}
