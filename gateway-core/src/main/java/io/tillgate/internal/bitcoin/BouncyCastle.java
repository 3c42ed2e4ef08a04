package io.tillgate.internal.bitcoin;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * The arithmetic of secp256k1, and RIPEMD-160, which a JDK lacks. The only class that knows Bouncy Castle, an optional
 * dependency: ask {@link CurveLibrary#isPresent()} before anything else.
 */
final class BouncyCastle {

    /** A signature's two numbers; s is the lower of the two that are valid, as nodes insist. */
    record Signature(BigInteger r, BigInteger s) {}

    /** Made when first used: hashing alone needs no tables of the curve. */
    private static final class Curve {
        static final X9ECParameters PARAMETERS = CustomNamedCurves.getByName("secp256k1");
        static final BigInteger ORDER = PARAMETERS.getN();
        static final BigInteger HALF_ORDER = ORDER.shiftRight(1);
        static final ECDomainParameters DOMAIN =
                new ECDomainParameters(PARAMETERS.getCurve(), PARAMETERS.getG(), ORDER, PARAMETERS.getH());
    }

    private BouncyCastle() {}

    /** Whether bytes are a point of the curve, compressed to 33 bytes. */
    static boolean isPoint(byte[] compressed) {
        if (compressed.length != 33 || (compressed[0] != 2 && compressed[0] != 3)) {
            return false;
        }
        try {
            return !Curve.PARAMETERS.getCurve().decodePoint(compressed).isInfinity();
        } catch (IllegalArgumentException notOnTheCurve) {
            return false;
        }
    }

    /** The point plus so many times the generator, compressed; empty in the one case of 2^127 where there is none. */
    static Optional<byte[]> add(byte[] compressedPoint, byte[] scalar) {
        BigInteger number = new BigInteger(1, scalar);
        if (number.compareTo(Curve.ORDER) >= 0) {
            return Optional.empty();
        }
        ECPoint sum = generatorTimes(number).add(Curve.PARAMETERS.getCurve().decodePoint(compressedPoint));
        return sum.isInfinity() ? Optional.empty() : Optional.of(sum.getEncoded(true));
    }

    /** Whether a number can be a private key: from 1 to the order of the curve. */
    static boolean isPrivateKey(byte[] number) {
        BigInteger value = new BigInteger(1, number);
        return number.length == 32 && value.signum() > 0 && value.compareTo(Curve.ORDER) < 0;
    }

    /** 33 bytes when compressed, 65 when not. */
    static byte[] publicKey(byte[] privateKey, PublicKeyForm form) {
        return generatorTimes(new BigInteger(1, privateKey)).getEncoded(form == PublicKeyForm.COMPRESSED);
    }

    /** Signs a hash of 32 bytes: the same key and hash give the same signature (RFC 6979), with a low s (BIP 62). */
    static Signature sign(byte[] privateKey, byte[] hash) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, privateKey), Curve.DOMAIN));
        BigInteger[] numbers = signer.generateSignature(hash);
        BigInteger s = numbers[1].compareTo(Curve.HALF_ORDER) > 0 ? Curve.ORDER.subtract(numbers[1]) : numbers[1];
        return new Signature(numbers[0], s);
    }

    /** RIPEMD-160 of SHA-256: 20 bytes. */
    static byte[] hash160(byte[] bytes) {
        byte[] sha = Sha256.hash(bytes);
        RIPEMD160Digest ripemd = new RIPEMD160Digest();
        ripemd.update(sha, 0, sha.length);
        byte[] hash = new byte[ripemd.getDigestSize()];
        ripemd.doFinal(hash, 0);
        return hash;
    }

    private static ECPoint generatorTimes(BigInteger number) {
        return new FixedPointCombMultiplier()
                .multiply(Curve.PARAMETERS.getG(), number)
                .normalize();
    }
}
