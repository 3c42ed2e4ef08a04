package io.tillgate.internal.node;

import io.tillgate.processor.NodeSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What the node knows us by: user and password, or the cookie that it writes anew at each start. Never logged. */
final class RpcCredentials {

    /** {@code __cookie__:} and 64 hex digits, with room. */
    private static final int COOKIE_BYTES_MAX = 1024;

    private final @Nullable Path cookieFile;
    private volatile String header;

    RpcCredentials(NodeSettings settings) {
        this.cookieFile = settings.cookieFile().orElse(null);
        this.header = cookieFile == null ? basic(settings.user() + ":" + settings.password()) : "";
    }

    /** The value of the Authorization header. */
    String header() throws NodeUnavailableException {
        if (header.isEmpty()) {
            reload();
        }
        return header;
    }

    /** Whether others than those refused are there now: the node may have been restarted. */
    boolean renew() throws NodeUnavailableException {
        if (cookieFile == null) {
            return false;
        }
        String refused = header;
        reload();
        return !header.equals(refused);
    }

    private void reload() throws NodeUnavailableException {
        Path file = cookieFile;
        if (file == null) {
            return;
        }
        try {
            if (Files.size(file) > COOKIE_BYTES_MAX) {
                throw new NodeUnavailableException("node.cookieFile is not the node's cookie: it is too large");
            }
            header = basic(Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (IOException unreadable) {
            throw new NodeUnavailableException(
                    "the node's cookie can't be read (" + unreadable.getClass().getSimpleName()
                            + "): the node is not running, or node.cookieFile may not be read by us");
        }
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
