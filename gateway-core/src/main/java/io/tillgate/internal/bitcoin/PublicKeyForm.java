package io.tillgate.internal.bitcoin;

/** How a public key is written down; each form has addresses of its own. */
enum PublicKeyForm {
    /** 33 bytes, what wallets use since 2012. */
    COMPRESSED,
    /** 65 bytes, what came before, and what mini private keys stand for. */
    UNCOMPRESSED
}
