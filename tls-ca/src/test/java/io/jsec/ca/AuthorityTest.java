package io.jsec.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
    @TempDir Path directory;

    private TestCa ca;

    @BeforeEach
    void make_an_authority() {
        ca = new TestCa(directory);
    }

    @Test
    void a_client_has_one_name_its_role_and_thirty_days() {
        Issued issued = ca.client("alice", "deployer@team=a");

        assertThat(issued.leaf().nameTexts()).containsExactly("alice");
        assertThat(issued.leaf().role()).contains(new Role("deployer@team=a"));
        assertThat(issued.leaf().notBefore()).isEqualTo(Instant.parse("2026-11-24T11:55:00Z"));
        assertThat(issued.leaf().notAfter()).isEqualTo(Instant.parse("2026-12-24T12:00:00Z"));
        assertThat(issued.leaf().certificate().getSubjectX500Principal().getName()).isEmpty();
    }

    @Test
    void a_server_has_its_names_and_a_day() throws Exception {
        Issued issued = ca.server("docker.example.lan", "127.0.0.1", "::1");
        X509Certificate leaf = issued.leaf().certificate();

        assertThat(leaf.getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .containsExactly("docker.example.lan", "127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(
                        Duration.between(
                                leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant()))
                .isEqualTo(Duration.ofHours(24).plusMinutes(5));
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    }

    @ParameterizedTest
    @EnumSource(Curve.class)
    void every_chain_verifies_from_leaf_to_root(Curve curve, @TempDir Path other) throws Exception {
        TestCa made = new TestCa(other, curve);
        Issued issued = made.client("alice", "viewer");
        X509Certificate root = issued.roots().getFirst();

        issued.chain().get(0).verify(issued.chain().get(1).getPublicKey());
        issued.chain().get(1).verify(root.getPublicKey());
        root.verify(root.getPublicKey());
        assertThat(issued.chain()).hasSize(2);
        assertThat(root.getBasicConstraints()).isEqualTo(1);
        assertThat(issued.chain().get(1).getBasicConstraints()).isZero();
        assertThat(Validator.identity(made.validate(issued.chain(), Purpose.CLIENT))).isPresent();
    }

    @Test
    void serial_numbers_are_long_positive_and_never_the_same() {
        Set<BigInteger> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            BigInteger serial = ca.server("127.0.0.1").leaf().serial();
            assertThat(serial.signum()).isEqualTo(1);
            assertThat(serial.bitLength()).isBetween(Certificates.SERIAL_BITS_MIN, 128);
            assertThat(seen.add(serial)).isTrue();
        }
    }

    @Test
    void the_intermediates_sign_and_the_root_does_not() {
        ca.client("alice", "viewer");
        ca.server("127.0.0.1");

        assertThat(ca.keys.signed()).endsWith("client-1", "server-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "badexample.lan", "10.0.0.1", "::2"})
    void a_name_outside_the_constraints_is_refused_with_what_is_permitted(String name) {
        assertThatThrownBy(() -> ca.server(name))
                .isInstanceOf(CaException.class)
                .hasMessage(
                        "the name "
                                + AltName.server(name).orElseThrow().text()
                                + " refused: this CA may certify"
                                + " example.lan,127.0.0.0/8,0:0:0:0:0:0:0:1/128 only. Instead: a"
                                + " name below one of these, or another CA made with --names");
    }

    @Test
    void a_client_without_a_role_is_refused() {
        assertThatThrownBy(() ->
                        new LeafRequest(
                                Purpose.CLIENT,
                                List.of(new AltName.Client("a")),
                                Optional.empty(),
                                Duration.ofDays(1),
                                ca.pair().getPublic()))
                .hasMessageContaining("it has no role, so it could do nothing");
    }

    @Test
    void ninety_days_are_the_most_a_client_gets_and_a_day_a_server() {
        assertThatThrownBy(() -> request(Purpose.CLIENT, Duration.ofDays(91)))
                .hasMessageContaining("a lifetime of 91d refused: clients get a minute to 90d");
        assertThatThrownBy(() -> request(Purpose.SERVER, Duration.ofHours(25)))
                .hasMessageContaining("a lifetime of 25h refused: servers get a minute to 24h");
        assertThat(request(Purpose.CLIENT, Duration.ofDays(90)).lifetime()).hasDays(90);
    }

    private LeafRequest request(Purpose purpose, Duration lifetime) {
        return new LeafRequest(
                purpose,
                List.of(
                        purpose == Purpose.CLIENT
                                ? new AltName.Client("a")
                                : new AltName.Dns("a.example.lan")),
                purpose == Purpose.CLIENT ? Optional.of(new Role("viewer")) : Optional.empty(),
                lifetime,
                ca.pair().getPublic());
    }

    @Test
    void a_clock_that_went_back_refuses_to_issue_in_those_words() {
        ca.client("alice", "viewer");
        ca.clock.move(Duration.ofMinutes(-1));

        assertThatThrownBy(() -> ca.client("bob", "viewer"))
                .hasMessage(
                        "issuing refused: the clock went back: it says 2026-11-24T11:59:00Z, and"
                                + " this CA has already seen 2026-11-24T12:00:00Z. Instead: set the"
                                + " clock; if the earlier time was the wrong one, jsec ca check"
                                + " --accept-clock");
        assertThat(ca.authority.check()).anyMatch(text -> text.startsWith("the clock went back"));
    }

    @Test
    void a_clock_that_is_behind_still_revokes() {
        Issued issued = ca.client("alice", "viewer");
        ca.clock.move(Duration.ofDays(-1));

        ca.authority.revoke(issued.leaf().serial(), Revocation.Reason.KEY_COMPROMISE);

        assertThat(ca.authority.state().revocation(issued.leaf().serial())).isPresent();
    }

    @Test
    void a_clock_that_is_accepted_issues_again() {
        ca.clock.move(Duration.ofDays(4_000));
        ca.authority.see();
        ca.clock.move(Duration.ofDays(-4_000));
        assertThatThrownBy(() -> ca.client("a", "viewer")).hasMessageContaining("the clock went");

        ca.authority.acceptClock();

        assertThat(ca.client("a", "viewer").leaf().serial()).isPositive();
    }

    @Test
    void the_time_is_seen_at_most_once_an_hour() {
        long before = ca.authority.head().hashCode();
        ca.clock.move(Duration.ofMinutes(59));
        ca.authority.see();
        assertThat(ca.authority.head().hashCode()).isEqualTo((int) before);
        ca.clock.move(Duration.ofMinutes(2));
        ca.authority.see();
        assertThat(ca.authority.state().lastSeen()).isEqualTo(ca.clock.instant());
    }

    @Test
    void a_renewal_keeps_key_names_and_role_and_says_what_it_renews() {
        KeyPair pair = ca.pair();
        Issued first = ca.client("alice", "deployer@team=a", pair);
        ca.clock.move(Duration.ofDays(20));

        Issued second = ca.authority.renew(first.leaf().certificate(), pair.getPublic());

        assertThat(second.leaf().role()).isEqualTo(first.leaf().role());
        assertThat(second.leaf().nameTexts()).isEqualTo(first.leaf().nameTexts());
        assertThat(second.leaf().renews()).contains(first.leaf().serial());
        assertThat(second.leaf().notAfter())
                .isEqualTo(ca.clock.instant().plus(Duration.ofDays(30)));
        assertThat(second.leaf().serial()).isNotEqualTo(first.leaf().serial());
    }

    @Test
    void a_leaf_is_due_after_two_thirds_of_its_life() {
        Leaf leaf = ca.client("alice", "viewer").leaf();

        assertThat(leaf.renewalDue()).isEqualTo(ca.clock.instant().plus(Duration.ofDays(20)));
    }

    @Test
    void a_renewal_may_be_seven_days_late_and_not_more() {
        KeyPair pair = ca.pair();
        Issued first = ca.client("alice", "viewer", pair);
        ca.clock.move(Duration.ofDays(37));
        assertThat(ca.authority.renew(first.leaf().certificate(), pair.getPublic())).isNotNull();
        ca.clock.move(Duration.ofSeconds(1));

        assertThatThrownBy(() -> ca.authority.renew(first.leaf().certificate(), pair.getPublic()))
                .hasMessageContaining("it ended 2026-12-24T12:00:00Z, more than 7 days ago");
    }

    @Test
    void a_revoked_leaf_another_key_and_a_foreign_leaf_are_not_renewed(@TempDir Path other) {
        KeyPair pair = ca.pair();
        X509Certificate leaf = ca.client("alice", "viewer", pair).leaf().certificate();
        X509Certificate foreign =
                new TestCa(other).client("alice", "viewer", pair).leaf().certificate();

        assertThatThrownBy(() -> ca.authority.renew(leaf, ca.pair().getPublic()))
                .hasMessageContaining("the key is another one");
        assertThatThrownBy(() -> ca.authority.renew(foreign, pair.getPublic()))
                .hasMessageContaining("it is not of this CA");
        ca.authority.revoke(leaf.getSerialNumber(), Revocation.Reason.UNSPECIFIED);
        assertThatThrownBy(() -> ca.authority.renew(leaf, pair.getPublic()))
                .hasMessageContaining("it was revoked");
    }

    @Test
    void revoking_a_leaf_revokes_its_renewals_with_the_same_key() {
        KeyPair pair = ca.pair();
        Issued first = ca.client("alice", "viewer", pair);
        Issued second = ca.authority.renew(first.leaf().certificate(), pair.getPublic());
        Issued other = ca.client("alice", "viewer");

        List<BigInteger> revoked =
                ca.authority.revoke(first.leaf().serial(), Revocation.Reason.KEY_COMPROMISE);

        assertThat(revoked).containsExactly(first.leaf().serial(), second.leaf().serial());
        assertThat(ca.authority.state().revocation(other.leaf().serial())).isEmpty();
        assertThat(ca.authority.revoke(first.leaf().serial(), Revocation.Reason.UNSPECIFIED))
                .isEmpty();
    }

    @Test
    void a_number_that_was_never_given_out_cannot_be_revoked() {
        assertThatThrownBy(() -> ca.authority.revoke(BigInteger.TEN, Revocation.Reason.UNSPECIFIED))
                .hasMessageStartingWith("revoking a refused: this CA gave no leaf");
    }

    @Test
    void another_process_sees_what_was_issued_and_revoked() {
        Authority other = ca.again();
        Issued issued = ca.client("alice", "viewer");
        assertThat(other.state().leaf(issued.leaf().serial())).isEmpty();

        other.refresh();
        assertThat(other.state().leaf(issued.leaf().serial())).contains(issued.leaf());
        other.revoke(issued.leaf().serial(), Revocation.Reason.SUPERSEDED);
        ca.authority.refresh();

        assertThat(ca.authority.head()).isEqualTo(other.head());
        assertThat(TestCa.reason(ca.validate(issued.chain(), Purpose.CLIENT)))
                .contains(Reason.REVOKED);
    }

    @Test
    void two_writers_at_once_lose_nothing() throws Exception {
        Authority other = ca.again();
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            Authority one = i % 2 == 0 ? ca.authority : other;
            String name = "c" + i;
            threads[i] =
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int k = 0; k < 5; k++) {
                                    one.issue(
                                            new LeafRequest(
                                                    Purpose.CLIENT,
                                                    List.of(new AltName.Client(name)),
                                                    Optional.of(new Role("viewer")),
                                                    Duration.ofDays(1),
                                                    ca.pair().getPublic()));
                                }
                            });
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(ca.again().state().leaves()).hasSize(20);
    }

    @Test
    void a_leaf_never_outlives_its_intermediate() {
        ca.clock.move(Certificates.INTERMEDIATE_LIFETIME.minusDays(2));
        Issued issued = ca.client("alice", "viewer");
        assertThat(issued.leaf().notAfter())
                .isEqualTo(issued.chain().get(1).getNotAfter().toInstant());

        ca.clock.move(Duration.ofHours(47).plusMinutes(1));

        assertThatThrownBy(() -> ca.client("bob", "viewer"))
                .hasMessageContaining("the intermediate client-1 ends 2028-11-23T12:00:00Z")
                .hasMessageContaining("jsec ca rotate client");
    }
}
