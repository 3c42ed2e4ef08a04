package io.tillgate.internal.bitcoin;

import io.tillgate.processor.BitcoinNetwork;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a shop's wallet shows of itself: enough to derive an address for each order, and nothing that can spend. Safe for
 * use by many threads.
 *
 * <p>xpub and zpub give addresses of BIP 84 (bc1q…) below {@code /0/index}, ypub those of BIP 49 (3…), which are the ones
 * that the wallet it came from looks for (SLIP 132). A descriptor says all of it itself.
 */
public final class AccountKey {

    /** What the output scripts look like. */
    private enum Script {
        WITNESS_KEY_HASH,
        WITNESS_KEY_HASH_IN_SCRIPT_HASH
    }

    /** Version bytes of extended public keys: SLIP 132. */
    private enum Form {
        XPUB(0x0488b21e, true, Script.WITNESS_KEY_HASH),
        YPUB(0x049d7cb2, true, Script.WITNESS_KEY_HASH_IN_SCRIPT_HASH),
        ZPUB(0x04b24746, true, Script.WITNESS_KEY_HASH),
        TPUB(0x043587cf, false, Script.WITNESS_KEY_HASH),
        UPUB(0x044a5262, false, Script.WITNESS_KEY_HASH_IN_SCRIPT_HASH),
        VPUB(0x045f1cf6, false, Script.WITNESS_KEY_HASH);

        private final int version;
        private final boolean mainnet;
        private final Script script;

        Form(int version, boolean mainnet, Script script) {
            this.version = version;
            this.mainnet = mainnet;
            this.script = script;
        }
    }

    private record Parsed(Form form, ExtendedPublicKey key) {}

    private static final Pattern DESCRIPTOR = Pattern.compile("(wpkh|sh\\(wpkh)\\("
            + "(?:\\[[0-9a-fA-F]{8}(?:/[0-9]{1,10}['hH]?)*\\])?"
            + "(?<key>[0-9A-Za-z]{80,120})(?<path>(?:/[0-9]{1,10})*)/\\*\\){1,2}");
    private static final List<String> DESCRIPTOR_FORMS = List.of("xpub", "tpub");
    private static final int FINGERPRINT_BYTES = 8;

    private final BitcoinNetwork network;
    private final Script script;
    private final ExtendedPublicKey chain;
    private final String fingerprint;

    private AccountKey(BitcoinNetwork network, Script script, ExtendedPublicKey chain) {
        this.network = network;
        this.script = script;
        this.chain = chain;
        String identity = script + "/" + Hex.of(chain.key()) + "/" + Hex.of(chain.chainCode());
        byte[] hash = Sha256.hash(identity.getBytes(StandardCharsets.US_ASCII));
        this.fingerprint = Hex.of(Arrays.copyOf(hash, FINGERPRINT_BYTES));
    }

    /**
     * Reads an extended public key or a descriptor such as {@code wpkh([d34db33f/84h/0h/0h]xpub…/0/*)#checksum}.
     *
     * @throws IllegalArgumentException that says what is wrong, without the key itself
     */
    public static AccountKey parse(BitcoinNetwork network, String text) {
        return text.indexOf('(') >= 0 ? ofDescriptor(network, text) : ofKey(network, text);
    }

    private static AccountKey ofKey(BitcoinNetwork network, String text) {
        Parsed parsed = parseKey(network, text);
        return new AccountKey(network, parsed.form().script, descend(parsed.key(), "/0"));
    }

    private static AccountKey ofDescriptor(BitcoinNetwork network, String text) {
        int mark = text.indexOf('#');
        String body = mark < 0 ? text : text.substring(0, mark);
        if (mark >= 0 && !DescriptorChecksum.of(body).equals(Optional.of(text.substring(mark + 1)))) {
            throw new IllegalArgumentException("has a checksum that does not hold: copy the whole descriptor again");
        }
        Matcher matcher = DESCRIPTOR.matcher(body);
        boolean nested = body.startsWith("sh(");
        if (!matcher.matches() || body.endsWith("))") != nested) {
            throw new IllegalArgumentException(
                    "is not a descriptor of the form wpkh([fingerprint/84h/0h/0h]xpub.../0/*)#checksum");
        }
        String key = matcher.group("key");
        if (!DESCRIPTOR_FORMS.contains(key.substring(0, 4))) {
            throw new IllegalArgumentException("has a key in a descriptor that is neither xpub nor tpub");
        }
        Script script = nested ? Script.WITNESS_KEY_HASH_IN_SCRIPT_HASH : Script.WITNESS_KEY_HASH;
        return new AccountKey(network, script, descend(parseKey(network, key).key(), matcher.group("path")));
    }

    private static Parsed parseKey(BitcoinNetwork network, String text) {
        if (text.length() > 4 && text.startsWith("prv", 1)) {
            throw new IllegalArgumentException("is a PRIVATE key: give the public one, and consider this one known");
        }
        byte[] payload = Base58Check.decode(text)
                .filter(bytes -> bytes.length == ExtendedPublicKey.BYTES)
                .orElseThrow(() -> new IllegalArgumentException("is no extended public key: its checksum fails"));
        int version = ByteBuffer.wrap(payload).getInt();
        Form form = Arrays.stream(Form.values())
                .filter(one -> one.version == version)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is none of xpub, ypub, zpub, tpub, upub, vpub"));
        if (form.mainnet != (network == BitcoinNetwork.MAINNET)) {
            throw new IllegalArgumentException(
                    "belongs to " + (form.mainnet ? "mainnet" : "a test network") + ", and the node is for " + network);
        }
        return ExtendedPublicKey.of(payload)
                .map(key -> new Parsed(form, key))
                .orElseThrow(() -> new IllegalArgumentException("holds no point of the curve"));
    }

    private static ExtendedPublicKey descend(ExtendedPublicKey from, String path) {
        ExtendedPublicKey key = from;
        for (String step : path.isEmpty() ? new String[0] : path.substring(1).split("/", -1)) {
            long index = Long.parseLong(step);
            if (index > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("has a step above 2147483647 in its path");
            }
            key = key.child((int) index)
                    .orElseThrow(() -> new IllegalArgumentException("has a step without a key in its path"));
        }
        return key;
    }

    /** The address of an index; empty in the one case of 2^127 that has none, then take the next index. */
    public Optional<BitcoinAddress> address(int index) {
        return chain.child(index).map(child -> {
            byte[] keyHash = BouncyCastle.hash160(child.key());
            BitcoinAddress witness = BitcoinAddress.ofWitnessKeyHash(network, keyHash);
            return script == Script.WITNESS_KEY_HASH
                    ? witness
                    : BitcoinAddress.ofScriptHash(network, BouncyCastle.hash160(witness.script()));
        });
    }

    /** Tells accounts apart: 16 hex digits that reveal nothing. */
    public String fingerprint() {
        return fingerprint;
    }

    public BitcoinNetwork network() {
        return network;
    }

    @Override
    public String toString() {
        return "AccountKey[" + fingerprint + "]";
    }
}
