package io.tillgate.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * Counters of a server process since its start.
 *
 * @param allocatedBytes by the threads that live now
 * @param cpuNanos of the whole process
 * @param gcMillis in collections
 * @param statements that the servlet's code executed while counting was on
 * @param commits that it made while counting was on
 * @param databaseNanos that it spent waiting for them, driver included
 * @param events delivered to the listener
 */
record ServerStats(
        long allocatedBytes,
        long cpuNanos,
        long gcMillis,
        long statements,
        long commits,
        long databaseNanos,
        long events) {

    static ServerStats now(CountingDataSource database) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
        long collecting = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
        return new ServerStats(
                allocated,
                ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime(),
                collecting,
                database.statements(),
                database.commits(),
                database.nanos(),
                TillgateServer.eventsDelivered());
    }

    ServerStats minus(ServerStats earlier) {
        return new ServerStats(
                allocatedBytes - earlier.allocatedBytes,
                cpuNanos - earlier.cpuNanos,
                gcMillis - earlier.gcMillis,
                statements - earlier.statements,
                commits - earlier.commits,
                databaseNanos - earlier.databaseNanos,
                events - earlier.events);
    }

    ServerStats plus(ServerStats other) {
        return new ServerStats(
                allocatedBytes + other.allocatedBytes,
                cpuNanos + other.cpuNanos,
                gcMillis + other.gcMillis,
                statements + other.statements,
                commits + other.commits,
                databaseNanos + other.databaseNanos,
                events + other.events);
    }

    static final ServerStats NONE = new ServerStats(0, 0, 0, 0, 0, 0, 0);

    String toLine() {
        return allocatedBytes + " " + cpuNanos + " " + gcMillis + " " + statements + " " + commits + " " + databaseNanos
                + " " + events;
    }

    static ServerStats ofLine(String line) {
        long[] numbers =
                Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
        return new ServerStats(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
    }
}
