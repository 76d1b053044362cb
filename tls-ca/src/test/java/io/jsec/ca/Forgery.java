package io.jsec.ca;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * A certificate written by hand, part by part, so that each part can be wrong. It starts as the
 * leaf or intermediate this authority would issue; shares no code with the builder under test.
 */
final class Forgery {
    private record Part(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {}

    private final SecureRandom random = new SecureRandom();
    private final List<Part> parts = new ArrayList<>();
    private int version = 2;
    private BigInteger serial = new BigInteger(128, random).setBit(127);
    private X500Name issuer;
    private X500Name subject = new X500Name(new RDN[0]);
    private Instant from;
    private Instant to;
    private SubjectPublicKeyInfo key;
    private final PrivateKey signer;
    private String jca = "SHA256withECDSA";
    private AlgorithmIdentifier inner =
            new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    private AlgorithmIdentifier outer = inner;
    private boolean uniqueId;

    private Forgery(X500Name issuer, PublicKey key, PrivateKey signer, Instant now, Duration life) {
        this.issuer = issuer;
        this.key = SubjectPublicKeyInfo.getInstance(key.getEncoded());
        this.signer = signer;
        this.from = now.minus(Duration.ofMinutes(5));
        this.to = now.plus(life);
    }

    /** A client as it would be issued. */
    static Forgery client(X509Certificate issuer, KeyPair issuerKey, PublicKey key, Instant now) {
        Forgery forgery =
                new Forgery(
                        Certificates.subject(issuer),
                        key,
                        issuerKey.getPrivate(),
                        now,
                        Duration.ofDays(30));
        return forgery.set(Extension.basicConstraints, true, new BasicConstraints(false))
                .set(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .usage(Purpose.CLIENT)
                .uris("jsec://clients.jsec.internal/mallory")
                .set(Extension.subjectKeyIdentifier, false, Certificates.subjectId(key))
                .set(
                        Extension.authorityKeyIdentifier,
                        false,
                        Certificates.authorityId(issuerKey.getPublic()))
                .set(Oids.ROLE, false, new DERUTF8String("admin"));
    }

    /** An intermediate as it would be issued. */
    static Forgery intermediate(
            X509Certificate root, KeyPair rootKey, PublicKey key, Instant now, Purpose purpose) {
        Forgery forgery =
                new Forgery(
                        Certificates.subject(root),
                        key,
                        rootKey.getPrivate(),
                        now,
                        Duration.ofDays(700));
        return forgery.subject(new X500Name("CN=forged intermediate"))
                .set(Extension.basicConstraints, true, new BasicConstraints(0))
                .set(
                        Extension.keyUsage,
                        true,
                        new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                .usage(purpose)
                .set(
                        Extension.nameConstraints,
                        true,
                        (purpose == Purpose.CLIENT
                                        ? Names.CLIENTS
                                        : Names.parse(List.of("example.lan")))
                                .extension())
                .set(Extension.subjectKeyIdentifier, false, Certificates.subjectId(key))
                .set(
                        Extension.authorityKeyIdentifier,
                        false,
                        Certificates.authorityId(rootKey.getPublic()));
    }

    /** Puts an extension in its place, or at the end. */
    Forgery set(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
        Part part = new Part(oid, critical, value);
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).oid().equals(oid)) {
                parts.set(i, part);
                return this;
            }
        }
        return add(oid, critical, value);
    }

    /** Adds an extension, whether there is one already or not. */
    Forgery add(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
        parts.add(new Part(oid, critical, value));
        return this;
    }

    Forgery without(ASN1ObjectIdentifier oid) {
        parts.removeIf(part -> part.oid().equals(oid));
        return this;
    }

    Forgery critical(ASN1ObjectIdentifier oid, boolean critical) {
        parts.replaceAll(
                part -> part.oid().equals(oid) ? new Part(oid, critical, part.value()) : part);
        return this;
    }

    Forgery usage(Purpose purpose) {
        return set(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose.usage()));
    }

    Forgery uris(String... uris) {
        return names(GeneralName.uniformResourceIdentifier, uris);
    }

    Forgery names(int tag, String... names) {
        GeneralName[] all = new GeneralName[names.length];
        for (int i = 0; i < names.length; i++) {
            all[i] = new GeneralName(tag, names[i]);
        }
        return set(Extension.subjectAlternativeName, true, new GeneralNames(all));
    }

    Forgery version(int number) {
        version = number;
        return this;
    }

    Forgery serial(BigInteger number) {
        serial = number;
        return this;
    }

    Forgery subject(X500Name name) {
        subject = name;
        return this;
    }

    Forgery issuer(X500Name name) {
        issuer = name;
        return this;
    }

    Forgery valid(Instant start, Instant end) {
        from = start;
        to = end;
        return this;
    }

    Forgery key(PublicKey other) {
        key = SubjectPublicKeyInfo.getInstance(other.getEncoded());
        return this;
    }

    Forgery key(SubjectPublicKeyInfo other) {
        key = other;
        return this;
    }

    Forgery signedWith(String algorithm, ASN1ObjectIdentifier oid) {
        jca = algorithm;
        inner = new AlgorithmIdentifier(oid);
        outer = inner;
        return this;
    }

    Forgery outerAlgorithm(ASN1ObjectIdentifier oid) {
        outer = new AlgorithmIdentifier(oid);
        return this;
    }

    Forgery algorithmParameters() {
        inner = new AlgorithmIdentifier(inner.getAlgorithm(), DERNull.INSTANCE);
        outer = inner;
        return this;
    }

    Forgery uniqueId() {
        uniqueId = true;
        return this;
    }

    /** The certificate's bytes. */
    byte[] der() {
        try {
            ASN1EncodableVector tbs = new ASN1EncodableVector();
            if (version > 0) {
                tbs.add(new DERTaggedObject(true, 0, new ASN1Integer(version)));
            }
            tbs.add(new ASN1Integer(serial));
            tbs.add(inner);
            tbs.add(issuer);
            tbs.add(new DERSequence(new ASN1Encodable[] {time(from), time(to)}));
            tbs.add(subject);
            tbs.add(key);
            if (uniqueId) {
                tbs.add(new DERTaggedObject(false, 2, new DERBitString(new byte[] {1})));
            }
            if (!parts.isEmpty()) {
                ASN1EncodableVector all = new ASN1EncodableVector();
                for (Part part : parts) {
                    all.add(
                            new Extension(
                                    part.oid(),
                                    part.critical(),
                                    part.value().toASN1Primitive().getEncoded("DER")));
                }
                tbs.add(new DERTaggedObject(true, 3, new DERSequence(all)));
            }
            DERSequence signed = new DERSequence(tbs);
            Signature signature = Signature.getInstance(jca);
            signature.initSign(signer, random);
            signature.update(signed.getEncoded("DER"));
            return new DERSequence(
                            new ASN1Encodable[] {signed, outer, new DERBitString(signature.sign())})
                    .getEncoded("DER");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Time time(Instant instant) {
        return new Time(Date.from(instant));
    }
}
