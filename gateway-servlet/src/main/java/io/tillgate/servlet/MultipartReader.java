package io.tillgate.servlet;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code multipart/form-data} (RFC 7578) part by part, out of one buffer: a file is never held, neither in memory nor
 * on disk. A part has to be read to its end before the next one.
 */
final class MultipartReader {

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int HEADER_BYTES_MAX = 4 * 1024;
    private static final Pattern BOUNDARY =
            Pattern.compile("boundary=(?:\"([^\"]{1,200})\"|([^;,\\s\"]{1,200}))", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("[;\\s]name=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE_NAME = Pattern.compile("[;\\s]filename=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int start;
    private int end;

    /** @param boundary as the content type names it */
    MultipartReader(InputStream in, String boundary) {
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        // The first delimiter has no line before it.
        buffer[end++] = '\r';
        buffer[end++] = '\n';
    }

    static Optional<String> boundary(String contentType) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        return boundary.find()
                ? Optional.of(boundary.group(1) == null ? boundary.group(2) : boundary.group(1))
                : Optional.empty();
    }

    /**
     * One value of the form.
     *
     * @param fileName as the sender calls the file; null for what is no file
     */
    record Part(String name, @Nullable String fileName, InputStream content) {}

    /** The next part; empty at the end of the form. */
    Optional<Part> next() throws IOException {
        new Content().transferTo(OutputStream.nullOutputStream());
        start += delimiter.length;
        int first = read();
        int second = read();
        if (first == '-' && second == '-') {
            return Optional.empty();
        }
        if (first != '\r' || second != '\n') {
            throw new IOException("the form has no line end behind a boundary");
        }
        String headers = headers();
        Matcher name = NAME.matcher(headers);
        if (!name.find()) {
            throw new IOException("a part of the form has no name");
        }
        Matcher fileName = FILE_NAME.matcher(headers);
        return Optional.of(new Part(name.group(1), fileName.find() ? fileName.group(1) : null, new Content()));
    }

    private String headers() throws IOException {
        StringBuilder bytes = new StringBuilder();
        while (bytes.length() < HEADER_BYTES_MAX) {
            bytes.append((char) read());
            int length = bytes.length();
            if (length >= 4 && bytes.substring(length - 4).equals("\r\n\r\n")) {
                return new String(bytes.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            }
        }
        throw new IOException("the head of a part is longer than " + HEADER_BYTES_MAX + " bytes");
    }

    private int read() throws IOException {
        if (start == end) {
            fill();
        }
        return buffer[start++] & 0xff;
    }

    /** At least one byte more. */
    private void fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
        int count = in.read(buffer, end, buffer.length - end);
        if (count < 0) {
            throw new EOFException("the form broke off before its end");
        }
        end += count;
    }

    private boolean isDelimiter(int at) {
        for (int i = 0; i < delimiter.length; i++) {
            if (buffer[at + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of a part, up to the delimiter, which stays in the buffer. */
    private final class Content extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (end - start < delimiter.length) {
                fill();
            }
            int content = start;
            while (content <= end - delimiter.length && !isDelimiter(content)) {
                content++;
            }
            if (content == start) {
                return -1;
            }
            int count = Math.min(content - start, length);
            System.arraycopy(buffer, start, into, offset, count);
            start += count;
            return count;
        }
    }
}
