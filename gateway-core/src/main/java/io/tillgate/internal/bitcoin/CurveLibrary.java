package io.tillgate.internal.bitcoin;

/**
 * Whether the optional library is there. A class of its own: {@link BouncyCastle} names types of the library, and a JVM that
 * lacks them can't load it to be asked.
 */
public final class CurveLibrary {

    private CurveLibrary() {}

    /** Whether Bouncy Castle is on the class path. */
    public static boolean isPresent() {
        try {
            Class.forName("org.bouncycastle.crypto.ec.CustomNamedCurves", false, CurveLibrary.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
