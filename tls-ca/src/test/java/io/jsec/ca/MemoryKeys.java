package io.jsec.ca;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keys that are nowhere on a disk; counts what was signed. */
final class MemoryKeys implements Keys {
    private final SecureRandom random = new SecureRandom();
    private final Map<String, KeyPair> pairs = new HashMap<>();
    private final List<String> signed = new ArrayList<>();

    @Override
    public Signer create(String name, Curve curve) {
        pairs.put(name, EcKeys.generate(curve, random));
        return open(name);
    }

    @Override
    public boolean has(String name) {
        return pairs.containsKey(name);
    }

    @Override
    public Signer open(String name) {
        KeyPair pair = pairs.get(name);
        if (pair == null) {
            throw CaException.failed("reading the key " + name, "there is none", "make one");
        }
        return signer(name, pair.getPublic(), pair.getPrivate());
    }

    @Override
    public List<String> names() {
        return pairs.keySet().stream().sorted().toList();
    }

    @Override
    public List<String> complaints() {
        return List.of();
    }

    /** The names of the keys that signed, in order. */
    List<String> signed() {
        return List.copyOf(signed);
    }

    /** Forgets a key, as a root that is locked away. */
    void forget(String name) {
        pairs.remove(name);
    }

    private Signer signer(String name, PublicKey half, PrivateKey key) {
        return new Signer() {
            @Override
            public PublicKey publicKey() {
                return half;
            }

            @Override
            public byte[] sign(byte[] bytes) {
                signed.add(name);
                return EcKeys.sign(key, Curve.of(half).orElseThrow(), bytes, random);
            }
        };
    }
}
