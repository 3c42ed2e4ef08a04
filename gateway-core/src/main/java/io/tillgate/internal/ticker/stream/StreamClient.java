package io.tillgate.internal.ticker.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/**
 * Opens WebSockets whose frames are bounded and not compressed. Its reading threads are its own, start with the first
 * connection and end with {@link #close}; beside them run OkHttp's daemons, which the process shares.
 */
final class StreamClient {

    /** From connecting to the answer; a venue that can't do it in this time is tried again later. */
    static final Duration HANDSHAKE_MAX = Duration.ofSeconds(10);

    private static final Duration GOODBYE_WAIT = Duration.ofSeconds(1);
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

    private final ExecutorService threads;
    private final OkHttpClient client;

    StreamClient(String threadName) {
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
            return thread;
        });
        client = new OkHttpClient.Builder()
                .dispatcher(new Dispatcher(threads))
                .followRedirects(false)
                .followSslRedirects(false)
                .protocols(List.of(Protocol.HTTP_1_1))
                .callTimeout(HANDSHAKE_MAX)
                .connectTimeout(HANDSHAKE_MAX)
                .readTimeout(HANDSHAKE_MAX)
                .writeTimeout(HANDSHAKE_MAX)
                .webSocketCloseTimeout(GOODBYE_WAIT)
                .addInterceptor(StreamClient::refuseCompression)
                .build();
    }

    /** Asks a plain question before a connection; the callback runs on a thread of this client. */
    Call ask(Request question, FrameMeter meter, Callback callback) {
        Call call = metered(meter).newCall(question);
        call.enqueue(callback);
        return call;
    }

    WebSocket open(Request upgrade, FrameMeter meter, WebSocketListener listener) {
        return metered(meter).newWebSocket(upgrade, listener);
    }

    /** Waits a moment for the connections to end in good order, then ends them and all threads. */
    void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(GOODBYE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                client.dispatcher().cancelAll();
                client.connectionPool().evictAll();
                threads.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        client.connectionPool().evictAll();
    }

    private OkHttpClient metered(FrameMeter meter) {
        return client.newBuilder().socketFactory(meter).build();
    }

    /** A compressed frame of a few KiB can hold gigabytes, and OkHttp offers to take it. */
    private static Response refuseCompression(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(
                chain.request().newBuilder().removeHeader(EXTENSIONS).build());
        if (response.header(EXTENSIONS) != null) {
            response.close();
            throw new IOException("the server uses an extension that nobody asked for");
        }
        return response;
    }
}
