package io.tillgate.servlet;

import static io.tillgate.notification.NotificationService.BODY_BYTES_MAX;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * The raw body of a notification, read before anything else touches the request. Bounded in bytes and in time. A
 * signature covers exactly these bytes, so one that something else has eaten is told from an empty one.
 */
sealed interface IpnBody {

    /** All of it. A class, since records and arrays disagree about equality. */
    final class Read implements IpnBody {
        private final byte[] bytes;

        private Read(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    record TooLarge() implements IpnBody {}

    record TooSlow() implements IpnBody {}

    /** The client went away in the middle. */
    record BrokenOff() implements IpnBody {}

    /** The request had a body and it is gone. */
    record Eaten() implements IpnBody {}

    /** Reads the body; a client that is silent between two reads is the container's idle time-out to end. */
    static IpnBody read(HttpServletRequest request, Duration timeMax) {
        long announced = request.getContentLengthLong();
        if (announced > BODY_BYTES_MAX) {
            return new TooLarge();
        }
        try {
            InputStream in = request.getInputStream();
            return read(in, announced, request.getHeader("Transfer-Encoding") != null, timeMax);
        } catch (IllegalStateException readerWasTaken) {
            return new Eaten();
        } catch (IOException clientIsGone) {
            return new BrokenOff();
        }
    }

    private static IpnBody read(InputStream in, long announced, boolean chunked, Duration timeMax) throws IOException {
        long deadline = System.nanoTime() + timeMax.toNanos();
        byte[] buffer = new byte[announced >= 0 ? (int) announced + 1 : 4096];
        int length = 0;
        while (true) {
            int count = in.read(buffer, length, buffer.length - length);
            if (count < 0) {
                break;
            }
            length += count;
            if (length > BODY_BYTES_MAX) {
                return new TooLarge();
            }
            if (System.nanoTime() - deadline > 0) {
                return new TooSlow();
            }
            if (length == buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.min(length * 2, BODY_BYTES_MAX + 1));
            }
        }
        boolean missing = announced >= 0 ? length < announced : chunked && length == 0;
        return missing ? new Eaten() : new Read(Arrays.copyOf(buffer, length));
    }
}
