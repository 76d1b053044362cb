package io.jsec.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What certificates and lists say of themselves. */
class FactsTest {
    @TempDir Path directory;

    private TestCa ca;

    @BeforeEach
    void make_an_authority() {
        ca = new TestCa(directory);
    }

    @Test
    void a_client_says_its_name_its_role_and_its_issuer() {
        Issued issued = ca.client("alice", "deployer@team=a");
        CertificateFacts facts = CertificateFacts.of(issued.leaf().certificate());

        assertThat(facts.kind()).isEqualTo(CertificateFacts.Kind.CLIENT);
        assertThat(facts.names()).containsExactly("alice");
        assertThat(facts.role()).contains("deployer@team=a");
        assertThat(facts.subject()).isEmpty();
        assertThat(facts.issuer()).isEqualTo("CN=jsec clients 1 of CA 0badcafe");
        assertThat(facts.key()).isEqualTo("P-256");
        assertThat(facts.fingerprint()).matches("[0-9a-f]{64}");
    }

    @Test
    void a_chain_says_what_each_of_it_is_for_and_may_certify() {
        Issued issued = ca.server("a.example.lan", "127.0.0.1");
        CertificateFacts leaf = CertificateFacts.of(issued.chain().get(0));
        CertificateFacts issuer = CertificateFacts.of(issued.chain().get(1));
        CertificateFacts root = CertificateFacts.of(issued.roots().getFirst());

        assertThat(leaf.kind()).isEqualTo(CertificateFacts.Kind.SERVER);
        assertThat(leaf.names()).containsExactly("a.example.lan", "127.0.0.1");
        assertThat(leaf.permitted()).isEmpty();
        assertThat(issuer.kind()).isEqualTo(CertificateFacts.Kind.INTERMEDIATE);
        assertThat(issuer.permitted()).contains("example.lan,127.0.0.0/8,0:0:0:0:0:0:0:1/128");
        assertThat(root.kind()).isEqualTo(CertificateFacts.Kind.ROOT);
    }

    @Test
    void text_of_others_cannot_move_a_cursor() {
        ForgedCa forged = new ForgedCa(ca.clock, Curve.P256);
        Forgery leaf =
                forged.leaf()
                        .subject(new X500Name("CN=a\u001b[2Jb"))
                        .names(GeneralName.dNSName, "x\u0007y")
                        .set(Oids.ROLE, false, new DERUTF8String("admin\n\u202e"));
        CertificateFacts facts = CertificateFacts.of(Pem.certificate(leaf.der(), "forged"));

        assertThat(facts.role()).contains("admin??");
        assertThat(facts.subject() + facts.names())
                .doesNotContain("\u001b", "\u0007", "\n")
                .contains("x?y");
    }

    @Test
    void a_leaf_for_several_things_is_something_else() {
        ForgedCa forged = new ForgedCa(ca.clock, Curve.P256);
        byte[] der = forged.leaf().without(Extension.extendedKeyUsage).der();

        assertThat(CertificateFacts.of(Pem.certificate(der, "forged")).kind())
                .isEqualTo(CertificateFacts.Kind.OTHER);
    }

    @Test
    void a_list_says_whose_it_is_what_it_revokes_and_until_when() {
        Issued issued = ca.client("alice", "viewer");
        ca.authority.revoke(issued.leaf().serial(), Revocation.Reason.KEY_COMPROMISE);

        List<CrlFacts> lists = CrlFacts.in(ca.authority.crl(Duration.ofDays(7)), "it");

        assertThat(lists)
                .extracting(CrlFacts::issuer)
                .containsExactly(
                        "CN=jsec root 1 of CA 0badcafe",
                        "CN=jsec servers 1 of CA 0badcafe",
                        "CN=jsec clients 1 of CA 0badcafe");
        assertThat(lists.get(2).serials()).containsExactly(issued.leaf().serial());
        assertThat(lists.get(1).serials()).isEmpty();
        assertThat(lists.get(2).nextUpdate()).contains(ca.clock.instant().plus(Duration.ofDays(7)));
    }

    @Test
    void bytes_that_are_no_list_are_refused() {
        assertThatThrownBy(() -> CrlFacts.in(Pem.block("X509 CRL", new byte[9]), "the file"))
                .hasMessage(
                        "the file refused: it holds bytes that are no list of revocations. Instead:"
                                + " a file that jsec ca crl wrote");
        assertThat(CrlFacts.in("no block at all", "the file")).isEmpty();
    }
}
