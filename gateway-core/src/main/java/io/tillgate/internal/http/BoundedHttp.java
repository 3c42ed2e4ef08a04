package io.tillgate.internal.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
 * Makes one call and reads its answer, in bounded time and bounded memory. Safe for use by many threads; starts none of
 * its own but OkHttp's daemons.
 *
 * <p>Sends a request at most once: follows no redirect and repeats nothing, since a repeated create is a second
 * invoice. The one thing it can't bound is the system's name resolver, which has a time limit of its own.
 */
public final class BoundedHttp implements AutoCloseable {

    private static final int IDLE_CONNECTIONS_MAX = 1;
    private static final Duration IDLE_MAX = Duration.ofSeconds(30);

    private final OkHttpClient client;
    private final String addressSetting;

    /**
     * Opens no connection.
     *
     * @param addressSetting the setting that holds the address, for reasons that blame it: {@code mtgox.baseUrl}
     */
    public BoundedHttp(String addressSetting) {
        this.addressSetting = addressSetting;
        this.client = new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                // HTTP/2 would bring reader threads and replays of refused streams, and nothing for one call at a time.
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS_MAX, IDLE_MAX.toSeconds(), TimeUnit.SECONDS))
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
     * @param bytesMax bound on the body, decompressed; a multiple of 1024
     */
    public HttpAnswer exchange(Request request, Duration timeout, int bytesMax) {
        Call call = client.newCall(request);
        call.timeout().timeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
        try (Response response = call.execute()) {
            BufferedSource body = response.body().source();
            if (body.request(bytesMax + 1L)) {
                return new HttpAnswer.Broken("answered HTTP " + response.code() + " with more than " + bytesMax / 1024
                        + " KiB, which were not read");
            }
            return new HttpAnswer.Received(
                    response.code(), Optional.ofNullable(response.header("Retry-After")), body.readByteString());
        } catch (IOException broken) {
            return new HttpAnswer.Broken(describe(broken, timeout));
        }
    }

    /** Cancels what is under way and lets go of the connections. */
    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
    }

    /** Sentences of our own: the messages of exceptions carry addresses. */
    private String describe(IOException broken, Duration timeout) {
        if (Thread.currentThread().isInterrupted()) {
            return "was not waited for to the end: our thread was interrupted";
        }
        if (broken instanceof InterruptedIOException) {
            return "did not answer within " + timeout.toMillis() + " ms";
        }
        if (broken instanceof UnknownHostException) {
            return "could not be reached, nothing was sent: its host name can't be resolved, check " + addressSetting;
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
