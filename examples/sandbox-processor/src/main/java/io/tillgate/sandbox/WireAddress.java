package io.tillgate.sandbox;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.regex.Pattern;
import okio.ByteString;

/**
 * Tells addresses from typos: base58check with its checksum, of the main and the test networks, and bech32 by its form
 * alone.
 */
final class WireAddress {
    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final Pattern BECH32 = Pattern.compile("(bc|tb|bcrt)1[02-9ac-hj-np-z]{14,74}");
    private static final int BYTES = 25;
    private static final byte[] VERSIONS = {0, 5, 111, (byte) 196};

    private WireAddress() {}

    static boolean isAddress(String text) {
        return text.length() <= 90 && (BECH32.matcher(text).matches() || isBase58Check(text));
    }

    private static boolean isBase58Check(String text) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < text.length(); i++) {
            int digit = BASE58.indexOf(text.charAt(i));
            if (digit < 0) {
                return false;
            }
            number = number.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(digit));
        }
        if (number.bitLength() > BYTES * 8) {
            return false;
        }
        byte[] magnitude = number.toByteArray();
        int skip = Math.max(0, magnitude.length - BYTES);
        byte[] bytes = new byte[BYTES];
        System.arraycopy(magnitude, skip, bytes, BYTES - magnitude.length + skip, magnitude.length - skip);
        ByteString checksum = ByteString.of(bytes, 0, BYTES - 4).sha256().sha256();
        return isVersion(bytes[0])
                && Arrays.equals(checksum.substring(0, 4).toByteArray(), Arrays.copyOfRange(bytes, BYTES - 4, BYTES));
    }

    private static boolean isVersion(byte version) {
        for (byte known : VERSIONS) {
            if (known == version) {
                return true;
            }
        }
        return false;
    }
}
