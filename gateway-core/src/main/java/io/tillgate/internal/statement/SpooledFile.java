package io.tillgate.internal.statement;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What somebody sends, taken to its end into a file of ours that only we can read; closing it deletes the file. */
public final class SpooledFile implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path path;
    private final byte[] sha256;
    private final Size size;

    private enum Size {
        FITS,
        TOO_LARGE
    }

    private SpooledFile(Path path, byte[] sha256, Size size) {
        this.path = path;
        this.sha256 = sha256;
        this.size = size;
    }

    /** Reads to the end, or one byte more than may be. */
    public static SpooledFile of(InputStream bytes, long bytesMax) throws IOException {
        Path path = Files.createTempFile("tillgate-statement-", ".csv");
        try (OutputStream out = Files.newOutputStream(path)) {
            MessageDigest digest = sha256Digest();
            byte[] buffer = new byte[BUFFER_BYTES];
            long length = 0;
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                length += count;
                if (length > bytesMax) {
                    return new SpooledFile(path, digest.digest(), Size.TOO_LARGE);
                }
                digest.update(buffer, 0, count);
                out.write(buffer, 0, count);
            }
            return new SpooledFile(path, digest.digest(), Size.FITS);
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(path);
            throw failure;
        }
    }

    public boolean isTooLarge() {
        return size == Size.TOO_LARGE;
    }

    public byte[] sha256() {
        return sha256.clone();
    }

    public InputStream open() throws IOException {
        return new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
