package io.jsec.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way a certificate can differ from what is issued, forged with the issuer's own key. */
class ValidatorTest {
    private static final ASN1ObjectIdentifier STRANGE = new ASN1ObjectIdentifier("1.2.3.4");
    private static final HandClock CLOCK = new HandClock();
    private static final ForgedCa CA = new ForgedCa(CLOCK, Curve.P256);
    private static final Instant NOW = HandClock.START;

    @ParameterizedTest
    @EnumSource(Curve.class)
    void the_unspoilt_forgery_is_accepted_so_that_each_refusal_is_of_its_fault(Curve curve) {
        ForgedCa ca = new ForgedCa(CLOCK, curve);
        Forgery leaf = ca.leaf();
        if (curve == Curve.P384) {
            leaf.signedWith("SHA384withECDSA", X9ObjectIdentifiers.ecdsa_with_SHA384);
        }

        assertThat(ca.judge(leaf)).isEmpty();
    }

    @Test
    void the_unspoilt_intermediate_is_accepted() {
        KeyPair pair = EcKeys.generate(Curve.P256, CA.random);

        assertThat(CA.judgeBelow(CA.intermediate(pair), pair)).isEmpty();
    }

    static Stream<Arguments> leaves() {
        return Stream.of(
                fault(Reason.VERSION, leaf -> leaf.version(1)),
                fault(Reason.UNIQUE_ID, Forgery::uniqueId),
                fault(Reason.SHORT_SERIAL, leaf -> leaf.serial(BigInteger.valueOf(4_711))),
                fault(
                        Reason.SHORT_SERIAL,
                        leaf -> leaf.serial(BigInteger.ONE.shiftLeft(120).negate())),
                fault(Reason.SHORT_SERIAL, leaf -> leaf.serial(BigInteger.ONE.shiftLeft(160))),
                fault(Reason.SUBJECT, leaf -> leaf.subject(new X500Name("CN=admin"))),
                fault(
                        Reason.UNKNOWN_ISSUER,
                        leaf -> leaf.issuer(new X500Name("CN=the clients of another"))),
                fault(
                        Reason.SELF_SIGNED,
                        leaf -> leaf.issuer(new X500Name("CN=me")).subject(new X500Name("CN=me"))),
                fault(
                        Reason.EXPIRED,
                        leaf -> leaf.valid(NOW.minus(Duration.ofDays(30)), NOW.minusSeconds(1))),
                fault(
                        Reason.NOT_YET_VALID,
                        leaf -> leaf.valid(NOW.plusSeconds(1), NOW.plus(Duration.ofDays(30)))),
                fault(
                        Reason.VALIDITY_TOO_LONG,
                        leaf -> leaf.valid(NOW.minusSeconds(1), NOW.plus(Duration.ofDays(91)))),
                fault(
                        Reason.VALIDITY_TOO_LONG,
                        leaf -> leaf.valid(NOW.plusSeconds(9), NOW.plusSeconds(1))),
                fault(
                        Reason.OUTLIVES_ISSUER,
                        leaf ->
                                leaf.valid(
                                        NOW.plus(Duration.ofDays(700)),
                                        NOW.plus(Duration.ofDays(731)))));
    }

    static Stream<Arguments> usesAndExtensions() {
        return Stream.of(
                fault(Reason.EXTENDED_KEY_USAGE, leaf -> leaf.usage(Purpose.SERVER)),
                fault(
                        Reason.EXTENDED_KEY_USAGE,
                        leaf ->
                                leaf.set(
                                        Extension.extendedKeyUsage,
                                        false,
                                        new ExtendedKeyUsage(
                                                new KeyPurposeId[] {
                                                    KeyPurposeId.id_kp_clientAuth,
                                                    KeyPurposeId.id_kp_serverAuth
                                                }))),
                fault(
                        Reason.EXTENDED_KEY_USAGE,
                        leaf ->
                                leaf.set(
                                        Extension.extendedKeyUsage,
                                        false,
                                        new ExtendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage))),
                fault(
                        Reason.KEY_USAGE,
                        leaf ->
                                leaf.set(
                                        Extension.keyUsage,
                                        true,
                                        new KeyUsage(
                                                KeyUsage.digitalSignature | KeyUsage.keyCertSign))),
                fault(
                        Reason.CA_AS_LEAF,
                        leaf ->
                                leaf.set(
                                        Extension.basicConstraints,
                                        true,
                                        new BasicConstraints(true))),
                fault(
                        Reason.UNKNOWN_CRITICAL_EXTENSION,
                        leaf -> leaf.add(STRANGE, true, new DERUTF8String("x"))),
                fault(
                        Reason.UNKNOWN_EXTENSION,
                        leaf -> leaf.add(STRANGE, false, new DERUTF8String("x"))),
                fault(
                        Reason.DUPLICATE_EXTENSION,
                        leaf ->
                                leaf.add(
                                        Extension.keyUsage,
                                        true,
                                        new KeyUsage(KeyUsage.digitalSignature))),
                fault(Reason.MISSING_EXTENSION, leaf -> leaf.without(Extension.keyUsage)),
                fault(Reason.MISSING_EXTENSION, leaf -> leaf.without(Extension.basicConstraints)),
                fault(Reason.CRITICALITY, leaf -> leaf.critical(Extension.keyUsage, false)),
                fault(Reason.CRITICALITY, leaf -> leaf.critical(Oids.ROLE, true)),
                fault(
                        Reason.KEY_ID,
                        leaf ->
                                leaf.set(
                                        Extension.subjectKeyIdentifier,
                                        false,
                                        new SubjectKeyIdentifier(new byte[20]))),
                fault(
                        Reason.KEY_ID,
                        leaf ->
                                leaf.set(
                                        Extension.authorityKeyIdentifier,
                                        false,
                                        new AuthorityKeyIdentifier(new byte[20]))));
    }

    static Stream<Arguments> namesAndRoles() {
        return Stream.of(
                fault(Reason.NAME_MISSING, leaf -> leaf.without(Extension.subjectAlternativeName)),
                fault(
                        Reason.NAME_KIND,
                        leaf ->
                                leaf.set(
                                        Extension.subjectAlternativeName, true, new DERSequence())),
                fault(Reason.NAME_KIND, leaf -> leaf.names(GeneralName.dNSName, "example.lan")),
                fault(Reason.NAME_KIND, leaf -> leaf.names(GeneralName.rfc822Name, "a@b.c")),
                fault(Reason.NAME_KIND, leaf -> leaf.uris("jsec://elsewhere/mallory")),
                fault(Reason.NAME_KIND, leaf -> leaf.uris(AltName.CLIENT_PREFIX + "a/b")),
                fault(Reason.NAME_KIND, leaf -> leaf.uris(AltName.CLIENT_PREFIX + "a\nb")),
                fault(
                        Reason.NAME_KIND,
                        leaf ->
                                leaf.uris(
                                        AltName.CLIENT_PREFIX + "a", AltName.CLIENT_PREFIX + "b")),
                fault(
                        Reason.NAME_DUPLICATE,
                        leaf ->
                                leaf.uris(
                                        AltName.CLIENT_PREFIX + "a", AltName.CLIENT_PREFIX + "a")),
                fault(Reason.ROLE_MISSING, leaf -> leaf.without(Oids.ROLE)),
                fault(
                        Reason.ROLE_DUPLICATE,
                        leaf -> leaf.add(Oids.ROLE, false, new DERUTF8String("viewer"))),
                fault(Reason.ROLE_MALFORMED, leaf -> role(leaf, new DERUTF8String("Admin"))),
                fault(Reason.ROLE_MALFORMED, leaf -> role(leaf, new DERUTF8String("admin@"))),
                fault(Reason.ROLE_MALFORMED, leaf -> role(leaf, new DERUTF8String("admin\n"))),
                fault(Reason.ROLE_MALFORMED, leaf -> role(leaf, new DEROctetString(new byte[1]))));
    }

    static Stream<Arguments> keysAndSignatures() {
        return Stream.of(
                fault(Reason.WEAK_KEY, leaf -> leaf.key(pair("RSA", 1_024).getPublic())),
                fault(Reason.WEAK_KEY, leaf -> leaf.key(pair("RSA", 2_048).getPublic())),
                fault(Reason.WEAK_KEY, leaf -> leaf.key(pair("Ed25519", 0).getPublic())),
                fault(Reason.WEAK_KEY, leaf -> leaf.key(curve("secp521r1").getPublic())),
                fault(
                        Reason.SIGNATURE_ALGORITHM,
                        leaf ->
                                leaf.signedWith(
                                        "SHA384withECDSA", X9ObjectIdentifiers.ecdsa_with_SHA384)),
                fault(
                        Reason.SIGNATURE_ALGORITHM,
                        leaf ->
                                leaf.signedWith(
                                        "SHA1withECDSA", X9ObjectIdentifiers.ecdsa_with_SHA1)),
                fault(
                        Reason.SIGNATURE_ALGORITHM,
                        leaf -> leaf.outerAlgorithm(X9ObjectIdentifiers.ecdsa_with_SHA384)),
                fault(Reason.SIGNATURE_ALGORITHM, Forgery::algorithmParameters));
    }

    @ParameterizedTest
    @MethodSource({"leaves", "usesAndExtensions", "namesAndRoles", "keysAndSignatures"})
    void a_leaf_with_one_fault_is_refused_for_it(Reason reason, UnaryOperator<Forgery> fault) {
        assertThat(CA.judge(fault.apply(CA.leaf()))).contains(reason);
    }

    static Stream<Arguments> intermediates() {
        return Stream.of(
                fault(Reason.EXTENDED_KEY_USAGE, one -> one.usage(Purpose.SERVER)),
                fault(Reason.MISSING_EXTENSION, one -> one.without(Extension.extendedKeyUsage)),
                fault(
                        Reason.PATH_LENGTH,
                        one -> one.set(Extension.basicConstraints, true, new BasicConstraints(1))),
                fault(
                        Reason.PATH_LENGTH,
                        one ->
                                one.set(
                                        Extension.basicConstraints,
                                        true,
                                        new BasicConstraints(true))),
                fault(
                        Reason.LEAF_AS_CA,
                        one ->
                                one.set(
                                        Extension.basicConstraints,
                                        true,
                                        new BasicConstraints(false))),
                fault(Reason.NAME_CONSTRAINTS, one -> one.without(Extension.nameConstraints)),
                fault(
                        Reason.NAME_CONSTRAINTS,
                        one ->
                                one.set(
                                        Extension.nameConstraints,
                                        true,
                                        new DERSequence(new ASN1Encodable[0]))),
                fault(
                        Reason.NAME_NOT_PERMITTED,
                        one ->
                                one.set(
                                        Extension.nameConstraints,
                                        true,
                                        Names.parse(List.of("example.lan")).extension())),
                fault(
                        Reason.KEY_USAGE,
                        one -> one.set(Extension.keyUsage, true, new KeyUsage(KeyUsage.cRLSign))),
                fault(
                        Reason.VALIDITY_TOO_LONG,
                        one -> one.valid(NOW, NOW.plus(Duration.ofDays(800)))),
                fault(
                        Reason.EXPIRED,
                        one ->
                                one.valid(
                                        NOW.minus(Duration.ofDays(9)),
                                        NOW.plus(Duration.ofDays(30)).plusSeconds(1))),
                fault(Reason.SHORT_SERIAL, one -> one.serial(BigInteger.ONE)),
                fault(
                        Reason.UNKNOWN_CRITICAL_EXTENSION,
                        one -> one.add(STRANGE, true, new ASN1Integer(1))),
                fault(Reason.UNKNOWN_ISSUER, one -> one.issuer(new X500Name("CN=another root"))));
    }

    @ParameterizedTest
    @MethodSource("intermediates")
    void an_intermediate_with_one_fault_is_refused_for_it(
            Reason reason, UnaryOperator<Forgery> fault) {
        KeyPair pair = EcKeys.generate(Curve.P256, CA.random);
        Forgery forged = fault.apply(CA.intermediate(pair));

        if (reason == Reason.EXPIRED) {
            HandClock later = new HandClock();
            later.move(Duration.ofDays(31));
            byte[] above = forged.der();
            Forgery leaf =
                    Forgery.client(Pem.certificate(above, "x"), pair, pair.getPublic(), NOW)
                            .valid(NOW, NOW.plus(Duration.ofDays(30)));
            Validator validator = new Validator(Trust.of(List.of(CA.root)));
            assertThat(
                            TestCa.reason(
                                    validator.validate(
                                            List.of(leaf.der(), above),
                                            Purpose.CLIENT,
                                            later.instant())))
                    .contains(reason);
            return;
        }
        assertThat(CA.judgeBelow(forged, pair)).contains(reason);
    }

    @Test
    void another_root_of_the_same_name_signs_nothing_here() {
        ForgedCa other = new ForgedCa(CLOCK, Curve.P256);

        assertThat(CA.judge(List.of(other.leaf().der(), Pem.der(other.client))))
                .contains(Reason.KEY_ID);
    }

    @Test
    void a_signature_by_another_key_under_the_right_identifier_is_refused() {
        ForgedCa other = new ForgedCa(CLOCK, Curve.P256);
        Forgery leaf =
                other.leaf()
                        .set(
                                Extension.authorityKeyIdentifier,
                                false,
                                Certificates.authorityId(CA.clientKey.getPublic()));

        assertThat(CA.judge(leaf)).contains(Reason.BAD_SIGNATURE);
    }

    @Test
    void chains_in_another_order_or_with_more_in_them_are_refused() {
        byte[] leaf = CA.leaf().der();
        byte[] issuer = Pem.der(CA.client);
        byte[] root = Pem.der(CA.root);
        byte[] stranger = Pem.der(new ForgedCa(CLOCK, Curve.P384).client);

        Map<Reason, List<byte[]>> chains =
                Map.of(
                        Reason.NO_CERTIFICATE, List.of(),
                        Reason.WRONG_ORDER, List.of(issuer, leaf),
                        Reason.CA_AS_LEAF, List.of(issuer, root),
                        Reason.LEAF_AS_CA, List.of(leaf, leaf),
                        Reason.CHAIN_TOO_LONG, List.of(leaf, issuer, root, root, root),
                        Reason.UNKNOWN_ISSUER, List.of(leaf));
        chains.forEach((reason, chain) -> assertThat(CA.judge(chain)).contains(reason));
        assertThat(CA.judge(List.of(leaf, root, issuer))).contains(Reason.WRONG_ORDER);
        assertThat(CA.judge(List.of(leaf, issuer, stranger))).isPresent();
        assertThat(CA.judge(List.of(leaf, issuer, root))).isEmpty();
    }

    @Test
    void an_encoding_with_a_longer_length_is_not_der() {
        byte[] der = CA.leaf().der();
        byte[] longer = new byte[der.length + 1];
        longer[0] = der[0];
        longer[1] = (byte) 0x83;
        longer[2] = 0;
        System.arraycopy(der, 2, longer, 3, der.length - 2);

        assertThat(CA.judge(List.of(longer, Pem.der(CA.client)))).isPresent();
        assertThat(CA.judge(List.of(Arrays.copyOf(der, der.length + 1), Pem.der(CA.client))))
                .isPresent();
    }

    @Test
    void no_leaf_with_a_flipped_bit_is_accepted_or_throws() {
        byte[] der = CA.leaf().der();
        for (int i = 0; i < der.length * 8; i += 7) {
            byte[] flipped = der.clone();
            flipped[i / 8] ^= (byte) (1 << (i % 8));
            assertThat(CA.judge(List.of(flipped, Pem.der(CA.client)))).as("bit " + i).isPresent();
        }
    }

    @Test
    void random_bytes_are_refused_and_never_throw() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] der = CA.leaf().der();
        for (int i = 0; i < 500; i++) {
            byte[] bytes = Arrays.copyOf(der, random.nextInt(der.length + 64));
            for (int k = random.nextInt(8) + 1; k > 0 && bytes.length > 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            if (!Arrays.equals(bytes, der)) {
                assertThat(CA.judge(List.of(bytes, Pem.der(CA.client))))
                        .as("seed " + seed)
                        .isPresent();
            }
        }
    }

    @Test
    void a_certificate_that_is_too_long_is_not_even_read() {
        assertThat(CA.judge(List.of(new byte[Parsed.BYTES_MAX + 1]))).contains(Reason.MALFORMED);
        assertThat(CA.judge(List.of(new byte[0]))).contains(Reason.MALFORMED);
    }

    @Test
    void every_reason_has_a_word_and_an_alert_and_the_log_says_the_word() {
        for (Reason reason : Reason.values()) {
            assertThat(reason.word()).matches("[a-z-]+");
            assertThat(reason.alert().code()).isBetween(42, 116);
        }
        Verdict verdict =
                new Validator(Trust.of(List.of(CA.root))).validate(List.of(), Purpose.CLIENT, NOW);
        assertThat(verdict)
                .isEqualTo(
                        new Verdict.Refused(
                                Reason.NO_CERTIFICATE,
                                "no-certificate: the peer sent no certificate"));
    }

    @Test
    void text_of_the_peer_cannot_forge_a_line_of_the_log() {
        Forgery leaf = CA.leaf().subject(new X500Name("CN=\u001b[2J\\0Aforged"));
        Verdict verdict =
                new Validator(Trust.of(List.of(CA.root)))
                        .validate(List.of(leaf.der(), Pem.der(CA.client)), Purpose.CLIENT, NOW);

        assertThat(((Verdict.Refused) verdict).sentence()).matches("[ -~]+");
    }

    @Test
    void what_is_remembered_still_expires() {
        HandClock clock = new HandClock();
        Validator validator = new Validator(Trust.of(List.of(CA.root)));
        List<byte[]> chain = new ArrayList<>(List.of(CA.leaf().der(), Pem.der(CA.client)));
        assertThat(TestCa.reason(validator.validate(chain, Purpose.CLIENT, clock.instant())))
                .isEmpty();

        clock.move(Duration.ofDays(31));

        assertThat(TestCa.reason(validator.validate(chain, Purpose.CLIENT, clock.instant())))
                .contains(Reason.EXPIRED);
        assertThat(TestCa.reason(validator.validate(chain, Purpose.SERVER, NOW))).isPresent();
    }

    private static Forgery role(Forgery leaf, ASN1Encodable value) {
        return leaf.set(Oids.ROLE, false, value);
    }

    private static Arguments fault(Reason reason, UnaryOperator<Forgery> fault) {
        return Arguments.of(reason, fault);
    }

    private static KeyPair pair(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (bits > 0) {
                generator.initialize(bits);
            }
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair curve(String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(name));
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
