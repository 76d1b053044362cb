package io.jsec.ca;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/**
 * The exact shape {@link Certificates} gives to a certificate, as checks. Whatever has another one
 * was not issued here, or not by a version that may still be trusted.
 */
final class Shape {
    private static final int SERIAL_BITS_MAX = 159;

    /** The extensions of an intermediate, and whether each is critical. */
    private static final Map<ASN1ObjectIdentifier, Boolean> INTERMEDIATE =
            Map.of(
                    Extension.basicConstraints, true,
                    Extension.keyUsage, true,
                    Extension.extendedKeyUsage, false,
                    Extension.nameConstraints, true,
                    Extension.subjectKeyIdentifier, false,
                    Extension.authorityKeyIdentifier, false);

    /** The extensions of a leaf; a client has its role besides. */
    private static final Map<ASN1ObjectIdentifier, Boolean> LEAF =
            Map.of(
                    Extension.basicConstraints, true,
                    Extension.keyUsage, true,
                    Extension.extendedKeyUsage, false,
                    Extension.subjectAlternativeName, true,
                    Extension.subjectKeyIdentifier, false,
                    Extension.authorityKeyIdentifier, false);

    private Shape() {}

    /** Holds a certificate to the shape of an intermediate for one purpose. */
    static Names intermediate(Parsed certificate, Purpose purpose) throws Refusal {
        try {
            common(certificate, INTERMEDIATE, Certificates.INTERMEDIATE_LIFETIME);
            BasicConstraints basic =
                    BasicConstraints.getInstance(value(certificate, Extension.basicConstraints));
            if (basic.getPathLenConstraint() == null
                    || basic.getPathLenConstraint().signum() != 0) {
                throw new Refusal(Reason.PATH_LENGTH, "an intermediate has the path length 0");
            }
            keyUsage(certificate, KeyUsage.keyCertSign | KeyUsage.cRLSign);
            extendedKeyUsage(certificate, purpose);
            return Names.of(
                            NameConstraints.getInstance(
                                    value(certificate, Extension.nameConstraints)))
                    .orElseThrow(() ->
                            new Refusal(
                                    Reason.NAME_CONSTRAINTS,
                                    "the name constraints are not in the form that is issued"));
        } catch (RuntimeException e) {
            // Bouncy Castle tells of values it cannot read by many kinds of exceptions.
            throw malformed(e);
        }
    }

    /** Holds a certificate to the shape of a leaf; says who it is. */
    static Identity leaf(Parsed certificate, Purpose purpose, Parsed issuer) throws Refusal {
        try {
            roleMatches(certificate, purpose);
            common(certificate, LEAF, purpose.lifetimeMax().plus(Certificates.BACKDATED));
            if (certificate.tbs().getSubject().getRDNs().length != 0) {
                throw new Refusal(
                        Reason.SUBJECT,
                        "it has the subject "
                                + Parsed.text(certificate.tbs().getSubject())
                                + "; leaves have alternative names only");
            }
            ASN1Encodable basic = value(certificate, Extension.basicConstraints);
            if (!basic.toASN1Primitive().equals(new BasicConstraints(false).toASN1Primitive())) {
                throw new Refusal(Reason.BASIC_CONSTRAINTS, "they are not those of a leaf");
            }
            keyUsage(certificate, KeyUsage.digitalSignature);
            extendedKeyUsage(certificate, purpose);
            return new Identity(
                    purpose,
                    names(certificate, purpose),
                    role(certificate),
                    certificate.serial(),
                    issuer.serial(),
                    certificate.notAfter());
        } catch (RuntimeException e) {
            // Bouncy Castle tells of values it cannot read by many kinds of exceptions.
            throw malformed(e);
        }
    }

    /** That a certificate is signed by this issuer, in name, key and time. */
    static void issued(Parsed certificate, Parsed issuer) throws Refusal {
        AuthorityKeyIdentifier authority;
        try {
            authority =
                    AuthorityKeyIdentifier.getInstance(
                            value(certificate, Extension.authorityKeyIdentifier));
        } catch (RuntimeException e) {
            // Bouncy Castle tells of values it cannot read by many kinds of exceptions.
            throw malformed(e);
        }
        if (!authority.equals(Certificates.authorityId(issuer.key()))
                && !authority
                        .toASN1Primitive()
                        .equals(Certificates.authorityId(issuer.key()).toASN1Primitive())) {
            throw new Refusal(Reason.KEY_ID, "the issuer's key identifier is another key's");
        }
        certificate.requireSignedBy(issuer);
        if (certificate.notAfter().isAfter(issuer.notAfter())) {
            throw new Refusal(Reason.OUTLIVES_ISSUER, "it is valid longer than its issuer");
        }
    }

    private static void common(
            Parsed certificate, Map<ASN1ObjectIdentifier, Boolean> wanted, Duration lifetimeMax)
            throws Refusal {
        int bits = certificate.serial().bitLength();
        if (certificate.serial().signum() <= 0
                || bits < Certificates.SERIAL_BITS_MIN
                || bits > SERIAL_BITS_MAX) {
            throw new Refusal(
                    Reason.SHORT_SERIAL, "its number has " + bits + " bits; 128 are random");
        }
        extensions(certificate, wanted);
        SubjectKeyIdentifier id =
                SubjectKeyIdentifier.getInstance(
                        value(certificate, Extension.subjectKeyIdentifier));
        if (!Arrays.equals(id.getKeyIdentifier(), Certificates.keyId(certificate.key()))) {
            throw new Refusal(Reason.KEY_ID, "the key identifier is not its key's");
        }
        Duration life = Duration.between(certificate.notBefore(), certificate.notAfter());
        if (life.compareTo(lifetimeMax.plus(Certificates.BACKDATED)) > 0 || life.isNegative()) {
            throw new Refusal(
                    Reason.VALIDITY_TOO_LONG,
                    "it is valid for "
                            + life.toHours()
                            + " hours; there are at most "
                            + lifetimeMax.toHours());
        }
    }

    private static void extensions(Parsed certificate, Map<ASN1ObjectIdentifier, Boolean> wanted)
            throws Refusal {
        for (Extension extension : certificate.extensions().values()) {
            ASN1ObjectIdentifier oid = extension.getExtnId();
            Boolean critical = oid.equals(Oids.ROLE) ? Boolean.FALSE : wanted.get(oid);
            if (critical == null) {
                throw new Refusal(
                        extension.isCritical()
                                ? Reason.UNKNOWN_CRITICAL_EXTENSION
                                : Reason.UNKNOWN_EXTENSION,
                        "it has the extension " + oid + ", which is never issued there");
            }
            if (critical != extension.isCritical()) {
                throw new Refusal(
                        Reason.CRITICALITY,
                        "the extension " + oid + (critical ? " is not critical" : " is critical"));
            }
        }
        for (ASN1ObjectIdentifier oid : wanted.keySet()) {
            if (!certificate.extensions().containsKey(oid)) {
                throw missing(oid);
            }
        }
    }

    private static Refusal missing(ASN1ObjectIdentifier oid) {
        if (oid.equals(Extension.subjectAlternativeName)) {
            return new Refusal(Reason.NAME_MISSING, "it has no alternative name");
        }
        if (oid.equals(Extension.nameConstraints)) {
            return new Refusal(Reason.NAME_CONSTRAINTS, "an intermediate without any is not ours");
        }
        return new Refusal(Reason.MISSING_EXTENSION, "it lacks the extension " + oid);
    }

    private static void keyUsage(Parsed certificate, int bits) throws Refusal {
        ASN1Encodable usage = value(certificate, Extension.keyUsage);
        if (!usage.toASN1Primitive().equals(new KeyUsage(bits).toASN1Primitive())) {
            throw new Refusal(Reason.KEY_USAGE, "its key is for something else, or for more");
        }
    }

    private static void extendedKeyUsage(Parsed certificate, Purpose purpose) throws Refusal {
        ASN1Encodable usage = value(certificate, Extension.extendedKeyUsage);
        if (!usage.toASN1Primitive()
                .equals(new ExtendedKeyUsage(purpose.usage()).toASN1Primitive())) {
            throw new Refusal(
                    Reason.EXTENDED_KEY_USAGE, "it is not for " + purpose.word() + "s alone");
        }
    }

    private static List<AltName> names(Parsed certificate, Purpose purpose) throws Refusal {
        GeneralName[] general =
                GeneralNames.getInstance(value(certificate, Extension.subjectAlternativeName))
                        .getNames();
        List<AltName> names = new ArrayList<>();
        Set<AltName> seen = new HashSet<>();
        for (GeneralName one : general) {
            AltName name =
                    AltName.of(one)
                            .filter(known ->
                                    known instanceof AltName.Client == (purpose == Purpose.CLIENT))
                            .orElseThrow(() ->
                                    new Refusal(
                                            Reason.NAME_KIND,
                                            "the name "
                                                    + Refusal.printable(one.toString())
                                                    + " is of no kind a "
                                                    + purpose.word()
                                                    + " has"));
            if (!seen.add(name)) {
                throw new Refusal(Reason.NAME_DUPLICATE, name.text() + " is in it twice");
            }
            names.add(name);
        }
        boolean single = purpose == Purpose.CLIENT && names.size() != 1;
        if (names.isEmpty() || names.size() > LeafRequest.NAMES_MAX || single) {
            throw new Refusal(Reason.NAME_KIND, "it has " + names.size() + " names");
        }
        return names;
    }

    private static void roleMatches(Parsed certificate, Purpose purpose) throws Refusal {
        boolean has = certificate.extensions().containsKey(Oids.ROLE);
        if (purpose == Purpose.CLIENT && !has) {
            // A certificate for something else is told so, not that it lacks a role.
            extendedUsageFirst(certificate, purpose);
            throw new Refusal(Reason.ROLE_MISSING, "a client without a role may do nothing");
        }
        if (purpose == Purpose.SERVER && has) {
            extendedUsageFirst(certificate, purpose);
            throw new Refusal(Reason.ROLE_UNEXPECTED, "a server has no role");
        }
    }

    private static void extendedUsageFirst(Parsed certificate, Purpose purpose) throws Refusal {
        if (certificate.extensions().containsKey(Extension.extendedKeyUsage)) {
            extendedKeyUsage(certificate, purpose);
        }
    }

    private static Optional<Role> role(Parsed certificate) throws Refusal {
        Extension extension = certificate.extensions().get(Oids.ROLE);
        if (extension == null) {
            return Optional.empty();
        }
        if (!(extension.getParsedValue() instanceof ASN1UTF8String text)) {
            throw new Refusal(Reason.ROLE_MALFORMED, "the role is no text");
        }
        return Optional.of(
                Role.parse(text.getString())
                        .orElseThrow(() ->
                                new Refusal(
                                        Reason.ROLE_MALFORMED,
                                        "the role "
                                                + Refusal.printable(text.getString())
                                                + " is not one")));
    }

    private static ASN1Encodable value(Parsed certificate, ASN1ObjectIdentifier oid)
            throws Refusal {
        Extension extension = certificate.extensions().get(oid);
        if (extension == null) {
            throw missing(oid);
        }
        return extension.getParsedValue();
    }

    private static Refusal malformed(RuntimeException e) {
        return new Refusal(
                Reason.MALFORMED,
                "an extension is not what it should be ("
                        + Refusal.printable(String.valueOf(e.getMessage()))
                        + ")");
    }
}
