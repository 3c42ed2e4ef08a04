package io.tillgate.bench;

import java.time.Duration;

/**
 * What one or several windows of one side came to.
 *
 * @param acknowledged notifications
 * @param writeTransactions that Postgres committed meanwhile, whoever made them
 * @param walBytes that Postgres wrote meanwhile
 * @param server the server's own counters
 * @param loadCpu processor time of the load generator
 * @param postgresCpu processor time of all of Postgres
 */
record Measurement(
        long acknowledged,
        long refused,
        Duration time,
        LatencyHistogram latencies,
        long writeTransactions,
        long walBytes,
        ServerStats server,
        Duration loadCpu,
        Duration postgresCpu) {

    static Measurement none() {
        return new Measurement(
                0, 0, Duration.ZERO, new LatencyHistogram(), 0, 0, ServerStats.NONE, Duration.ZERO, Duration.ZERO);
    }

    Measurement plus(Measurement other) {
        LatencyHistogram both = new LatencyHistogram();
        both.addAll(latencies);
        both.addAll(other.latencies);
        return new Measurement(
                acknowledged + other.acknowledged,
                refused + other.refused,
                time.plus(other.time),
                both,
                writeTransactions + other.writeTransactions,
                walBytes + other.walBytes,
                server.plus(other.server),
                loadCpu.plus(other.loadCpu),
                postgresCpu.plus(other.postgresCpu));
    }

    long perSecond() {
        return time.isZero() ? 0 : Math.round(acknowledged * 1e9 / time.toNanos());
    }

    /** A total of the windows, for each notification. */
    double each(long total) {
        return acknowledged == 0 ? 0 : (double) total / acknowledged;
    }

    /** A time of the windows for each notification, in microseconds. */
    double eachMicros(Duration total) {
        return each(total.toNanos()) / 1e3;
    }

    double millis(double percent) {
        return latencies.percentile(percent).toNanos() / 1e6;
    }
}
