package io.tillgate.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sources of Tillgate lie, whichever directory the tests run in. */
public final class Repository {

    private Repository() {}

    /** The directory that holds all modules. */
    public static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(directory.resolve("gateway-core"))) {
            directory = directory.getParent();
            if (directory == null) {
                throw new IllegalStateException("run the tests inside the sources of Tillgate");
            }
        }
        return directory;
    }
}
