package io.jsec.ca;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A root and its client intermediate whose private keys the forger has. */
final class ForgedCa {
    final SecureRandom random = new SecureRandom();
    final Clock clock;
    final KeyPair rootKey;
    final KeyPair clientKey;
    final X509Certificate root;
    final X509Certificate client;

    ForgedCa(Clock clock, Curve curve) {
        this.clock = clock;
        rootKey = EcKeys.generate(curve, random);
        clientKey = EcKeys.generate(curve, random);
        Certificates certificates = new Certificates(random, clock.instant());
        root = certificates.root("the root", signer(rootKey));
        client =
                certificates.intermediate(
                        "the clients",
                        Purpose.CLIENT,
                        Names.CLIENTS,
                        clientKey.getPublic(),
                        root,
                        signer(rootKey),
                        Optional.empty());
    }

    Signer signer(KeyPair pair) {
        return new Signer() {
            @Override
            public java.security.PublicKey publicKey() {
                return pair.getPublic();
            }

            @Override
            public byte[] sign(byte[] bytes) {
                Curve curve = Curve.of(pair.getPublic()).orElseThrow();
                return EcKeys.sign(pair.getPrivate(), curve, bytes, random);
            }
        };
    }

    /** A leaf to spoil. */
    Forgery leaf() {
        KeyPair own = EcKeys.generate(Curve.P256, random);
        return Forgery.client(client, clientKey, own.getPublic(), clock.instant());
    }

    /** An intermediate to spoil, below the same root. */
    Forgery intermediate(KeyPair pair) {
        return Forgery.intermediate(
                root, rootKey, pair.getPublic(), clock.instant(), Purpose.CLIENT);
    }

    /** What the validator says about a leaf below the real intermediate. */
    Optional<Reason> judge(Forgery leaf) {
        return judge(List.of(leaf.der(), Pem.der(client)));
    }

    /** What the validator says about a leaf below a forged intermediate. */
    Optional<Reason> judgeBelow(Forgery intermediate, KeyPair pair) {
        byte[] above = intermediate.der();
        X509Certificate issuer = Pem.certificate(above, "forged");
        KeyPair own = EcKeys.generate(Curve.P256, random);
        Forgery leaf = Forgery.client(issuer, pair, own.getPublic(), clock.instant());
        return judge(List.of(leaf.der(), above));
    }

    Optional<Reason> judge(List<byte[]> chain) {
        Validator validator = new Validator(Trust.of(List.of(root)));
        return TestCa.reason(
                validator.validate(new ArrayList<>(chain), Purpose.CLIENT, clock.instant()));
    }
}
