package io.jsec.ca;

import java.security.PublicKey;

/**
 * A private key that signs and is never seen: a file now, later perhaps a token or a TPM.
 *
 * <p>Implemented by {@code FileKeys} and by the tests' keys in memory.
 */
interface Signer {
    /** The key's public half. */
    PublicKey publicKey();

    /**
     * The signature over bytes, with the one algorithm of the key's curve, in DER.
     *
     * @throws CaException where the key cannot be used
     */
    byte[] sign(byte[] bytes);
}
