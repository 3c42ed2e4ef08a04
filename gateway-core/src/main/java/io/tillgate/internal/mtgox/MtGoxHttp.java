package io.tillgate.internal.mtgox;

import io.tillgate.internal.wire.BoundedHttp;
import io.tillgate.internal.wire.BoundedHttp.Exchange;
import java.time.Duration;
import okhttp3.Request;

/** Makes one call to the API and reads its answer; see {@link BoundedHttp}. */
public final class MtGoxHttp implements AutoCloseable {

    /** Real answers have a few hundred bytes; this is for decompressed ones. */
    static final int BODY_BYTES_MAX = 256 * 1024;

    private static final int IDLE_CONNECTIONS_MAX = 1;

    private final BoundedHttp http = new BoundedHttp("mtgox.baseUrl", BODY_BYTES_MAX, IDLE_CONNECTIONS_MAX);

    /**
     * Sends a request and reads the answer whatever its status.
     *
     * @param timeout bound from connecting to the last byte of the answer
     */
    public MtGoxReply exchange(Request request, Duration timeout) {
        Exchange exchange = http.exchange(request, timeout);
        return exchange instanceof Exchange.Answered answered
                ? MtGoxEnvelope.parse(answered.status(), answered.body())
                : new MtGoxReply.Unusable(((Exchange.Broken) exchange).reason());
    }

    /** Cancels what is under way and lets go of the connections. */
    @Override
    public void close() {
        http.close();
    }
}
