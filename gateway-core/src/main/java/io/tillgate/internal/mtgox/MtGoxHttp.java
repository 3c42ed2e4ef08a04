package io.tillgate.internal.mtgox;

import io.tillgate.internal.http.BoundedHttp;
import io.tillgate.internal.http.HttpAnswer;
import java.time.Duration;
import okhttp3.Request;

/** Makes one call to the API and reads its envelope, in bounded time and bounded memory, see {@link BoundedHttp}. */
public final class MtGoxHttp implements AutoCloseable {

    /** Names the setting that reasons blame. */
    public static final String ADDRESS_SETTING = "mtgox.baseUrl";

    /** Real answers have a few hundred bytes; this is for decompressed ones. */
    static final int BODY_BYTES_MAX = 256 * 1024;

    private final BoundedHttp http = new BoundedHttp(ADDRESS_SETTING);

    /**
     * Sends a request and reads the answer whatever its status.
     *
     * @param timeout bound from connecting to the last byte of the answer
     */
    public MtGoxReply exchange(Request request, Duration timeout) {
        HttpAnswer answer = http.exchange(request, timeout, BODY_BYTES_MAX);
        if (answer instanceof HttpAnswer.Received received) {
            return MtGoxEnvelope.parse(received.status(), received.body().toByteArray());
        }
        return new MtGoxReply.Unusable(((HttpAnswer.Broken) answer).reason());
    }

    /** Cancels what is under way and lets go of the connections. */
    @Override
    public void close() {
        http.close();
    }
}
