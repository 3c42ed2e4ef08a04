package io.tillgate.internal.http;

import java.util.Optional;
import okio.ByteString;

/** What one HTTP call came back with. */
public sealed interface HttpAnswer {

    /**
     * An answer with any status, read to its end.
     *
     * @param retryAfter the header of that name, as it was sent
     */
    record Received(int status, Optional<String> retryAfter, ByteString body) implements HttpAnswer {}

    /**
     * No answer, or one that was not read to its end.
     *
     * @param reason a sentence for staff, starting with a verb in lower case; never a part of the body
     */
    record Broken(String reason) implements HttpAnswer {}
}
