package io.tillgate.internal.ticker.stream;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Says in sentences of our own how a connection broke: the messages of exceptions carry addresses. */
final class StreamFault {

    private static final int SWITCHING_PROTOCOLS = 101;

    private StreamFault() {}

    /**
     * @param httpStatus what the handshake was answered with, 0 when it was not or is long over
     * @param oversized whether the frame that came was too large
     */
    static String describe(Throwable failure, int httpStatus, boolean oversized) {
        if (oversized) {
            return "sent a frame of more than " + FrameMeter.FRAME_BYTES_MAX / 1024 + " KiB, which was not read";
        }
        if (httpStatus != 0 && httpStatus != SWITCHING_PROTOCOLS) {
            return "answered HTTP " + httpStatus + " instead of opening a WebSocket";
        }
        if (failure instanceof InterruptedIOException) {
            return "did not answer in time";
        }
        if (failure instanceof UnknownHostException) {
            return "could not be reached: its host name can't be resolved";
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return "could not be reached: it accepts no connection";
        }
        if (failure instanceof SSLException) {
            return "could not be reached over TLS (" + failure.getClass().getSimpleName() + ")";
        }
        return "broke the connection off";
    }
}
