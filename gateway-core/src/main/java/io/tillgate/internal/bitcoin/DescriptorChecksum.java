package io.tillgate.internal.bitcoin;

import java.util.Optional;

/** The checksum behind the # of an output script descriptor: BIP 380. */
final class DescriptorChecksum {

    private static final String INPUT = "0123456789()[],'/*abcdefgh@:$%{}"
            + "IJKLMNOPQRSTUVWXYZ&+-.;<=>?!^_|~"
            + "ijklmnopqrstuvwxyzABCDEFGH`#\"\\ ";
    private static final String OUTPUT = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final long[] GENERATOR = {0xf5dee51989L, 0xa9fdca3312L, 0x1bab10e32dL, 0x3706b1677aL, 0x644d626ffdL};

    /** In characters. */
    static final int LENGTH = 8;

    private DescriptorChecksum() {}

    /** The checksum of what stands before the #; empty when that has a character that no descriptor has. */
    static Optional<String> of(String descriptor) {
        long check = 1;
        int group = 0;
        for (int i = 0; i < descriptor.length(); i++) {
            int symbol = INPUT.indexOf(descriptor.charAt(i));
            if (symbol < 0) {
                return Optional.empty();
            }
            check = add(check, symbol & 31);
            group = group * 3 + (symbol >>> 5);
            if (i % 3 == 2) {
                check = add(check, group);
                group = 0;
            }
        }
        if (descriptor.length() % 3 != 0) {
            check = add(check, group);
        }
        for (int i = 0; i < LENGTH; i++) {
            check = add(check, 0);
        }
        check ^= 1;
        StringBuilder text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(OUTPUT.charAt((int) ((check >>> (5 * (LENGTH - 1 - i))) & 31)));
        }
        return Optional.of(text.toString());
    }

    private static long add(long check, int symbol) {
        long top = check >>> 35;
        long sum = ((check & 0x7ffffffffL) << 5) ^ symbol;
        for (int i = 0; i < GENERATOR.length; i++) {
            if (((top >>> i) & 1) != 0) {
                sum ^= GENERATOR[i];
            }
        }
        return sum;
    }
}
