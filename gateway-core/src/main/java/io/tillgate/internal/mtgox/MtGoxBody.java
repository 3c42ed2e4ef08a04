package io.tillgate.internal.mtgox;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** The form of a private call: the very bytes that are signed are the ones that are sent, once. */
final class MtGoxBody extends RequestBody {

    private static final MediaType FORM = MediaType.get("application/x-www-form-urlencoded");

    private final byte[] bytes;

    private MtGoxBody(byte[] bytes) {
        this.bytes = bytes;
    }

    static Builder of(long nonce) {
        return new Builder(nonce);
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public MediaType contentType() {
        return FORM;
    }

    @Override
    public long contentLength() {
        return bytes.length;
    }

    /** Forbids OkHttp to send it again, as it would after a 503 with {@code Retry-After: 0}. */
    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(bytes);
    }

    /** Writes the fields as PHP's {@code http_build_query} does. */
    static final class Builder {
        private final StringBuilder form = new StringBuilder(512);

        private Builder(long nonce) {
            form.append("nonce=").append(nonce);
        }

        /** A field; none when the value is null. */
        Builder add(String name, @Nullable String value) {
            if (value != null) {
                // URLEncoder differs from PHP's urlencode in the asterisk alone.
                form.append('&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("*", "%2A"));
            }
            return this;
        }

        MtGoxBody build() {
            return new MtGoxBody(form.toString().getBytes(StandardCharsets.US_ASCII));
        }
    }
}
