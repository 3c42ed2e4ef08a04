package io.tillgate.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import okio.ByteString;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns Jetty's requests into ours and our answers into Jetty's; the only class that knows Jetty's handlers. */
public final class FrontDoor extends Handler.Abstract {
    static final int BODY_BYTES_MAX = 64 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);

    /** Whoever answers a request. */
    public interface Desk {
        Answer answer(WireRequest request);
    }

    private final Desk desk;
    private final ScheduledExecutorService timer;

    public FrontDoor(Desk desk, ScheduledExecutorService timer) {
        this.desk = desk;
        this.timer = timer;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        ByteString body = body(request);
        Answer answer = body.size() > BODY_BYTES_MAX
                ? Answer.Reply.text(413, "The body is too large: send at most " + BODY_BYTES_MAX + " bytes")
                : answer(request, body);
        if (answer instanceof Answer.Reply reply) {
            write(reply, response, callback);
        } else if (answer instanceof Answer.Later later) {
            writeLater(later, request, response, callback);
        } else {
            hangUp(request, callback);
        }
        return true;
    }

    private Answer answer(Request request, ByteString body) {
        Map<String, String> headers = new HashMap<>();
        for (HttpField field : request.getHeaders()) {
            // The first of several counts, so that nobody can hide one header behind another.
            headers.putIfAbsent(field.getName().toLowerCase(Locale.ROOT), String.valueOf(field.getValue()));
        }
        String query = request.getHttpURI().getQuery();
        try {
            return desk.answer(new WireRequest(
                    request.getMethod(), request.getHttpURI().getPath(), query == null ? "" : query, headers, body));
        } catch (RuntimeException broken) {
            LOG.error(
                    "sandbox failed on {} {}",
                    request.getMethod(),
                    request.getHttpURI().getPath(),
                    broken);
            return Envelope.error(500, WireError.UNKNOWN);
        }
    }

    /** One byte more than allowed at most, which is how the caller sees that there was more. */
    private static ByteString body(Request request) throws IOException {
        try (InputStream in = Content.Source.asInputStream(request)) {
            return ByteString.of(in.readNBytes(BODY_BYTES_MAX + 1));
        }
    }

    private static void write(Answer.Reply reply, Response response, Callback callback) {
        response.setStatus(reply.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.write(true, ByteBuffer.wrap(reply.body().toByteArray()), callback);
    }

    private void writeLater(Answer.Later later, Request request, Response response, Callback callback) {
        try {
            ScheduledFuture<?> unused = timer.schedule(
                    () -> write(later.reply(), response, callback),
                    later.delay().toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            hangUp(request, callback);
        }
    }

    private static void hangUp(Request request, Callback callback) {
        request.getConnectionMetaData().getConnection().getEndPoint().close();
        callback.succeeded();
    }
}
