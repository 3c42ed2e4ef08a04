package io.tillgate.internal.bitcoin;

import io.tillgate.processor.BitcoinNetwork;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where coins can be sent to: the text that people copy, and the output script that it stands for. The text of an
 * address is for the buyer, and never for the log: {@link #toString} keeps it back.
 */
public final class BitcoinAddress {

    private static final int HASH_BYTES = 20;
    private static final int PROGRAM_BYTES_MIN = 2;
    private static final int PROGRAM_BYTES_MAX = 40;
    private static final int VERSION_MAX = 16;
    private static final int OP_1 = 0x51;

    private final String text;
    private final byte[] script;

    private BitcoinAddress(String text, byte[] script) {
        this.text = text;
        this.script = script;
    }

    /** Reads an address of a network; empty when it is none, or one of another network. */
    public static Optional<BitcoinAddress> parse(BitcoinNetwork network, String text) {
        Prefixes prefixes = Prefixes.of(network);
        Optional<Bech32.Decoded> bech32 = Bech32.decode(text);
        if (bech32.isPresent()) {
            return segwit(prefixes, bech32.get());
        }
        return Base58Check.decode(text)
                .filter(payload -> payload.length == 1 + HASH_BYTES)
                .flatMap(payload -> {
                    byte[] hash = Arrays.copyOfRange(payload, 1, payload.length);
                    int version = payload[0] & 0xff;
                    if (version == prefixes.keyHash()) {
                        return Optional.of(ofKeyHash(network, hash));
                    }
                    return version == prefixes.scriptHash()
                            ? Optional.of(ofScriptHash(network, hash))
                            : Optional.empty();
                });
    }

    private static Optional<BitcoinAddress> segwit(Prefixes prefixes, Bech32.Decoded decoded) {
        byte[] values = decoded.values();
        if (!decoded.prefix().equals(prefixes.bech32()) || values.length == 0 || values[0] > VERSION_MAX) {
            return Optional.empty();
        }
        int version = values[0];
        Bech32.Variant variant = version == 0 ? Bech32.Variant.BECH32 : Bech32.Variant.BECH32M;
        return Bech32.toBytes(values, 1)
                .filter(program -> decoded.variant() == variant && isProgram(version, program.length))
                .map(program -> ofProgram(prefixes, version, program));
    }

    private static boolean isProgram(int version, int bytes) {
        if (version == 0) {
            return bytes == HASH_BYTES || bytes == 32;
        }
        return bytes >= PROGRAM_BYTES_MIN && bytes <= PROGRAM_BYTES_MAX;
    }

    private static BitcoinAddress ofProgram(Prefixes prefixes, int version, byte[] program) {
        byte[] packed = Bech32.toValues(program);
        byte[] values = new byte[1 + packed.length];
        values[0] = (byte) version;
        System.arraycopy(packed, 0, values, 1, packed.length);
        Bech32.Variant variant = version == 0 ? Bech32.Variant.BECH32 : Bech32.Variant.BECH32M;
        byte[] script = new byte[2 + program.length];
        script[0] = (byte) (version == 0 ? 0 : OP_1 - 1 + version);
        script[1] = (byte) program.length;
        System.arraycopy(program, 0, script, 2, program.length);
        return new BitcoinAddress(Bech32.encode(variant, prefixes.bech32(), values), script);
    }

    /** Pays to the hash of a compressed public key by witness: P2WPKH, the usual address of today. */
    static BitcoinAddress ofWitnessKeyHash(BitcoinNetwork network, byte[] hash) {
        return ofProgram(Prefixes.of(network), 0, hash);
    }

    /** Pays to the hash of a public key: P2PKH, the address of the first years. */
    static BitcoinAddress ofKeyHash(BitcoinNetwork network, byte[] hash) {
        byte[] script = new byte[25];
        script[0] = 0x76; // OP_DUP
        script[1] = (byte) 0xa9; // OP_HASH160
        script[2] = HASH_BYTES;
        System.arraycopy(hash, 0, script, 3, HASH_BYTES);
        script[23] = (byte) 0x88; // OP_EQUALVERIFY
        script[24] = (byte) 0xac; // OP_CHECKSIG
        return new BitcoinAddress(text(Prefixes.of(network).keyHash(), hash), script);
    }

    /** Pays to the hash of a script: P2SH. */
    static BitcoinAddress ofScriptHash(BitcoinNetwork network, byte[] hash) {
        byte[] script = new byte[23];
        script[0] = (byte) 0xa9; // OP_HASH160
        script[1] = HASH_BYTES;
        System.arraycopy(hash, 0, script, 2, HASH_BYTES);
        script[22] = (byte) 0x87; // OP_EQUAL
        return new BitcoinAddress(text(Prefixes.of(network).scriptHash(), hash), script);
    }

    private static String text(int version, byte[] hash) {
        byte[] payload = new byte[1 + hash.length];
        payload[0] = (byte) version;
        System.arraycopy(hash, 0, payload, 1, hash.length);
        return Base58Check.encode(payload);
    }

    public String text() {
        return text;
    }

    /** The output script, a copy. */
    public byte[] script() {
        return script.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BitcoinAddress address && text.equals(address.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "BitcoinAddress[" + script.length + " bytes of script]";
    }
}
