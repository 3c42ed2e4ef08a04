package io.tillgate.order;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and reads the texts that prove an id to be one of ours: {@code data}, which a processor echoes, the token of the
 * buyer's page, and that of the page of a refund. Each carries 128 bits of an HMAC-SHA256, under keys of ours, with a purpose of its own.
 * Comparisons take constant time. Safe for use by many threads.
 */
public final class OrderTokens {

    /** Fewer key bytes than this are refused. */
    public static final int KEY_BYTES_MIN = 32;

    private static final int MAC_BYTES = 16;
    private static final int MAC_CHARS = 22;
    private static final int UUID_CHARS = 36;
    private static final int PAGE_TOKEN_BYTES = 16 + MAC_BYTES;
    private static final byte PURPOSE_DATA = 1;
    private static final byte PURPOSE_PAGE = 2;
    private static final byte PURPOSE_REFUND = 3;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /** The current key first; initialised, and cloned for each use, which spares the provider's look-up. */
    private final List<Mac> macs;

    /** Takes the current key and those retired, whose tokens stay valid. */
    public OrderTokens(byte[] key, List<byte[]> retiredKeys) {
        this.macs = java.util.stream.Stream.concat(java.util.stream.Stream.of(key), retiredKeys.stream())
                .map(OrderTokens::initialised)
                .toList();
    }

    /** What a processor echoes: {@code <orderId>.<mac>}, 59 characters. */
    public String data(OrderId id) {
        return id + "." + ENCODER.encodeToString(mac(macs.get(0), PURPOSE_DATA, id.value()));
    }

    /** The order that an echoed {@code data} proves; empty unless it is one of ours, unchanged. */
    public Optional<OrderId> readData(String data) {
        if (data.length() != UUID_CHARS + 1 + MAC_CHARS || data.charAt(UUID_CHARS) != '.') {
            return Optional.empty();
        }
        try {
            UUID id = UUID.fromString(data.substring(0, UUID_CHARS));
            String macText = data.substring(UUID_CHARS + 1);
            byte[] mac = Base64.getUrlDecoder().decode(macText);
            // The decoders of both parts take several texts for the same bytes; only one of them was made by us.
            boolean canonical = data.startsWith(id.toString())
                    && ENCODER.encodeToString(mac).equals(macText);
            return canonical && proves(PURPOSE_DATA, id, mac) ? Optional.of(new OrderId(id)) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** The token in the address of the buyer's page, 43 characters. */
    public String pageToken(OrderId id) {
        return token(PURPOSE_PAGE, id.value());
    }

    /** The order whose page a token opens; empty unless it is one of ours, unchanged. */
    public Optional<OrderId> readPageToken(String token) {
        return read(PURPOSE_PAGE, token).map(OrderId::new);
    }

    /** The token in the address of the page where a buyer says where a refund is to go, 43 characters. */
    public String refundToken(UUID refund) {
        return token(PURPOSE_REFUND, refund);
    }

    /** The refund whose page a token opens; empty unless it is one of ours, unchanged. */
    public Optional<UUID> readRefundToken(String token) {
        return read(PURPOSE_REFUND, token);
    }

    private String token(byte purpose, UUID value) {
        return ENCODER.encodeToString(ByteBuffer.allocate(PAGE_TOKEN_BYTES)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits())
                .put(mac(macs.get(0), purpose, value))
                .array());
    }

    private Optional<UUID> read(byte purpose, String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        if (bytes.length != PAGE_TOKEN_BYTES || !ENCODER.encodeToString(bytes).equals(token)) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        UUID id = new UUID(buffer.getLong(), buffer.getLong());
        byte[] mac = Arrays.copyOfRange(bytes, 16, PAGE_TOKEN_BYTES);
        return proves(purpose, id, mac) ? Optional.of(id) : Optional.empty();
    }

    private boolean proves(byte purpose, UUID id, byte[] mac) {
        boolean proved = false;
        for (Mac key : macs) {
            proved |= MessageDigest.isEqual(mac(key, purpose, id), mac);
        }
        return proved;
    }

    private static byte[] mac(Mac initialised, byte purpose, UUID id) {
        ByteBuffer message = ByteBuffer.allocate(17)
                .put(purpose)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        try {
            Mac mac = (Mac) initialised.clone();
            return Arrays.copyOf(mac.doFinal(message.array()), MAC_BYTES);
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("this JDK's HMAC can't be cloned", impossible);
        }
    }

    private static Mac initialised(byte[] key) {
        if (key.length < KEY_BYTES_MIN) {
            throw new IllegalArgumentException("a key needs " + KEY_BYTES_MIN + " bytes at least");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }
}
