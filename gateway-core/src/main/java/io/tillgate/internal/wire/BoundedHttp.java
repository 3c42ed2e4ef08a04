package io.tillgate.internal.wire;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * Makes one call and reads its answer whatever its status, in bounded time and bounded memory. Safe for use by many
 * threads; starts none of its own but OkHttp's daemons.
 *
 * <p>Sends a request at most once: follows no redirect and repeats nothing, since a repeated create is a second invoice. The
 * one thing it can't bound is the system's name resolver, which has a time limit of its own.
 */
public final class BoundedHttp implements AutoCloseable {

    /** What a call came to. */
    public sealed interface Exchange {

        /** The server answered. */
        final class Answered implements Exchange {
            private final int status;
            private final byte[] body;

            private Answered(int status, byte[] body) {
                this.status = status;
                this.body = body;
            }

            public int status() {
                return status;
            }

            /** The bytes themselves, not a copy: read only. */
            public byte[] body() {
                return body;
            }
        }

        /**
         * There is no complete answer; whether the request was followed can't be known.
         *
         * @param reason a sentence for staff of our own, starting with a verb in lower case: the messages of exceptions
         *     carry addresses
         */
        record Broken(String reason) implements Exchange {}
    }

    private static final Duration IDLE_MAX = Duration.ofSeconds(30);

    private final OkHttpClient client;
    private final String urlSetting;
    private final int bodyBytesMax;

    /**
     * @param urlSetting name of the setting to check when the host can't be found
     * @param bodyBytesMax bound on a decompressed answer
     * @param idleConnectionsMax how many connections are kept for the next calls
     */
    public BoundedHttp(String urlSetting, int bodyBytesMax, int idleConnectionsMax) {
        this.urlSetting = urlSetting;
        this.bodyBytesMax = bodyBytesMax;
        this.client = new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                // HTTP/2 would bring reader threads and replays of refused streams, and nothing for calls this small.
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(idleConnectionsMax, IDLE_MAX.toSeconds(), TimeUnit.SECONDS))
                // The limit on the whole call is the only one, so that it is the one that shows.
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
    }

    /**
     * Sends a request and reads the answer whatever its status.
     *
     * @param timeout bound from connecting to the last byte of the answer
     */
    public Exchange exchange(Request request, Duration timeout) {
        Call call = client.newCall(request);
        call.timeout().timeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
        try (Response response = call.execute()) {
            BufferedSource body = response.body().source();
            if (body.request(bodyBytesMax + 1L)) {
                return new Exchange.Broken("answered HTTP " + response.code() + " with more than " + bodyBytesMax / 1024
                        + " KiB, which were not read");
            }
            return new Exchange.Answered(response.code(), body.readByteArray());
        } catch (IOException broken) {
            return new Exchange.Broken(describe(broken, timeout));
        }
    }

    /** Cancels what is under way and lets go of the connections. */
    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
    }

    private String describe(IOException broken, Duration timeout) {
        if (Thread.currentThread().isInterrupted()) {
            return "was not waited for to the end: our thread was interrupted";
        }
        if (broken instanceof InterruptedIOException) {
            return "did not answer within " + timeout.toMillis() + " ms";
        }
        if (broken instanceof UnknownHostException) {
            return "could not be reached, nothing was sent: its host name can't be resolved, check " + urlSetting;
        }
        if (broken instanceof ConnectException || broken instanceof NoRouteToHostException) {
            return "could not be reached, nothing was sent: it accepts no connection";
        }
        if (broken instanceof SSLException) {
            return "could not be reached over TLS (" + broken.getClass().getSimpleName() + ")";
        }
        return "broke the connection off before the answer was complete";
    }
}
