package io.tillgate.notification;

import io.tillgate.processor.IncomingNotification;
import io.tillgate.processor.ProcessorId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Takes in notifications: verify, store, derive, commit, and only then answer. Safe for use by many threads. */
public interface NotificationService {

    /** The largest body that is read off the wire, in bytes. */
    int BODY_BYTES_MAX = 64 * 1024;

    /** The processor that a path without a name addresses: the first one configured. */
    ProcessorId defaultProcessor();

    /** A configured processor by its name in the URL; empty when there is none. */
    Optional<ProcessorId> processor(String name);

    /**
     * Verifies on the calling thread, then hands over to the writer and returns at once. The stage completes after the
     * commit, or with a reason why there was none; it never completes exceptionally.
     *
     * @param headers the request's headers, one value each
     * @param body the raw bytes; not changed afterwards
     */
    CompletionStage<IntakeResult> receive(ProcessorId processor, Map<String, String> headers, byte[] body);

    /** The same for a notification with all its parts. */
    CompletionStage<IntakeResult> receive(IncomingNotification notification);
}
