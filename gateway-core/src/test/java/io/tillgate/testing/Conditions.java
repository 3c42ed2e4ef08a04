package io.tillgate.testing;

import io.tillgate.testing.FaultProxy.Direction;
import io.tillgate.testing.FaultProxy.Fault;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The faults of a {@link FaultProxy} right now; whoever carries bytes asks here first. */
final class Conditions {

    private final Map<Direction, Fault> faults = new EnumMap<>(Direction.class);
    private final Map<Direction, Duration> delays = new EnumMap<>(Direction.class);

    synchronized void fault(Direction direction, Fault fault) {
        faults.put(direction, fault);
        notifyAll();
    }

    synchronized void delay(Direction direction, Duration delay) {
        delays.put(direction, delay);
        notifyAll();
    }

    synchronized void heal() {
        faults.clear();
        delays.clear();
        notifyAll();
    }

    /** Wakes those who wait, since their connection has ended or will never carry anything again. */
    synchronized void recheck() {
        notifyAll();
    }

    /** Waits out delay and black hole, and tells what is to become of the bytes; NONE also when there is no link any more. */
    synchronized Fault await(Direction direction, BooleanSupplier linkIsOpen, BooleanSupplier linkIsFrozen)
            throws InterruptedException {
        long start = System.nanoTime();
        while (linkIsOpen.getAsBoolean()) {
            long delayed = delays.getOrDefault(direction, Duration.ZERO).toNanos() - (System.nanoTime() - start);
            if (linkIsFrozen.getAsBoolean() || faults.get(direction) == Fault.BLACK_HOLE) {
                wait();
            } else if (delayed > 0) {
                wait(delayed / 1_000_000 + 1);
            } else {
                break;
            }
        }
        return faults.getOrDefault(direction, Fault.NONE);
    }
}
