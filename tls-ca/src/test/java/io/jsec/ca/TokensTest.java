package io.jsec.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens: made, used once, cancelled, over; and their records. */
class TokensTest {
    @TempDir Path directory;

    private Optional<TestCa> made = Optional.empty();

    @BeforeEach
    void make_an_authority() {
        made = Optional.of(new TestCa(directory));
    }

    private TestCa ca() {
        return made.orElseThrow();
    }

    static TokenRequest request(String role) {
        return request(role, Optional.empty());
    }

    static TokenRequest request(String role, Optional<String> name) {
        return new TokenRequest(
                new Role(role),
                name.map(AltName.Client::new),
                TokenRequest.TTL,
                Purpose.CLIENT.lifetime());
    }

    private static Optional<AltName.Client> name(String name) {
        return Optional.of(new AltName.Client(name));
    }

    private Issued redeem(TokenText token, String name) {
        return ca().authority.redeem(token, name(name), ca().pair().getPublic());
    }

    private void refused(TokenText token, String why) {
        assertThatThrownBy(() -> redeem(token, "bob"))
                .isInstanceOf(CaException.class)
                .hasMessageStartingWith("the token refused: " + why)
                .hasMessageEndingWith("Instead: another one, by jsec ca token");
    }

    private String state() {
        try {
            return Files.readString(directory.resolve(Authority.STATE_FILE));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void a_token_gives_one_certificate_with_its_role_and_lifetime() {
        TokenText token =
                ca().authority
                        .grant(
                                new TokenRequest(
                                        new Role("deployer@team=a"),
                                        Optional.empty(),
                                        TokenRequest.TTL,
                                        Duration.ofDays(3)));

        Issued issued = redeem(token, "bob");

        assertThat(issued.leaf().nameTexts()).containsExactly("bob");
        assertThat(issued.leaf().role()).contains(new Role("deployer@team=a"));
        assertThat(issued.leaf().notAfter()).isEqualTo(HandClock.START.plus(Duration.ofDays(3)));
        assertThat(ca().validate(issued.chain(), Purpose.CLIENT))
                .isInstanceOf(Verdict.Accepted.class);
        assertThat(token.pins(issued.roots().getFirst())).isTrue();
        Token known = ca().again().state().token(token.id()).orElseThrow();
        assertThat(known.standing(ca().clock.instant())).isEqualTo(Token.Standing.USED);
        assertThat(known.end())
                .contains(new Token.End.Used(HandClock.START, issued.leaf().serial()));
    }

    @Test
    void the_text_that_was_printed_is_the_one_that_works() {
        String printed = ca().authority.grant(request("viewer")).text();

        assertThat(redeem(TokenText.parse(printed), "bob").leaf().nameTexts())
                .containsExactly("bob");
    }

    // Promise P53
    @Test
    void a_token_works_once() {
        TokenText token = ca().authority.grant(request("viewer"));
        redeem(token, "alice");

        refused(token, "it was used 2026-11-24T12:00:00Z; if not by you, somebody else had it");
        assertThat(ca().authority.state().leaves()).hasSize(1);
    }

    // Promise P53
    @Test
    void of_many_who_use_a_token_at_once_exactly_one_gets_a_certificate() throws Exception {
        TokenText token = ca().authority.grant(request("viewer"));
        int users = 16;
        List<Issued> won = Collections.synchronizedList(new ArrayList<>());
        List<String> lost = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < users; i++) {
            KeyPair own = ca().pair();
            Optional<AltName.Client> name = name("user-" + i);
            // Half of them as other processes would: with a state of their own.
            Authority authority = i % 2 == 0 ? ca().authority : ca().again();
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    start.await();
                                    won.add(authority.redeem(token, name, own.getPublic()));
                                } catch (CaException e) {
                                    lost.add(String.valueOf(e.getMessage()));
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                            }));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(won).hasSize(1);
        assertThat(lost)
                .hasSize(users - 1)
                .allMatch(line -> line.startsWith("the token refused: it was used"));
        assertThat(ca().again().state().leaves()).hasSize(1);
    }

    @Test
    void a_token_ends_with_its_time() {
        TokenText token = ca().authority.grant(request("viewer"));
        ca().clock.move(TokenRequest.TTL.minusMillis(1));
        assertThat(ca().authority.state().openTokens(ca().clock.instant())).hasSize(1);
        ca().clock.move(Duration.ofMillis(1));

        assertThat(ca().authority.state().openTokens(ca().clock.instant())).isEmpty();
        refused(token, "it ended 2026-11-24T12:10:00Z");
    }

    @Test
    void a_token_that_was_cancelled_is_refused() {
        TokenText token = ca().authority.grant(request("viewer"));

        assertThat(ca().again().cancel(token.id())).isEqualTo(Token.Standing.OPEN);

        refused(token, "it was cancelled 2026-11-24T12:00:00Z");
        assertThat(ca().authority.cancel(token.id())).isEqualTo(Token.Standing.CANCELLED);
        assertThat(state().lines().filter(line -> line.contains(" cancel id="))).hasSize(1);
        assertThatThrownBy(() -> ca().authority.cancel("00000000"))
                .hasMessage(
                        "cancelling 00000000 refused: no token has that id. Instead:"
                                + " jsec ca list");
    }

    @Test
    void a_used_token_stays_used_when_it_is_cancelled() {
        TokenText token = ca().authority.grant(request("viewer"));
        redeem(token, "alice");

        assertThat(ca().authority.cancel(token.id())).isEqualTo(Token.Standing.USED);
        refused(token, "it was used");
    }

    // Promise P54
    @Test
    void a_wrong_secret_and_a_token_of_another_ca_are_refused_alike() throws IOException {
        TokenText token = ca().authority.grant(request("viewer"));
        TokenText wrong =
                new TokenText(token.id(), token.fingerprint(), new TokenText.Secret(new byte[20]));
        Path other = Files.createDirectory(directory.resolve("other"));
        TokenText foreign = new TestCa(other).authority.grant(request("admin"));

        refused(wrong, "this CA gave no such token");
        refused(foreign, "this CA gave no such token");
        assertThat(redeem(token, "bob").leaf().nameTexts()).containsExactly("bob");
    }

    // Promise P54
    @Test
    void the_state_holds_no_secret() {
        TokenText token = ca().authority.grant(request("viewer"));
        String text = token.text();

        assertThat(state())
                .contains(" token id=" + token.id() + " hash=" + token.hash() + " role=viewer")
                .doesNotContain(text.substring(70, 90))
                .doesNotContain(AltName.hex(token.secret().bytes()));
    }

    @Test
    void a_token_for_a_name_gives_no_other() {
        Optional<String> alice = Optional.of("alice");
        TokenText token = ca().authority.grant(request("viewer", alice));

        assertThatThrownBy(() -> redeem(token, "root"))
                .hasMessage("the name root refused: the token is for alice. Instead: no --name");
        Issued issued = ca().authority.redeem(token, Optional.empty(), ca().pair().getPublic());
        assertThat(issued.leaf().nameTexts()).containsExactly("alice");
    }

    @Test
    void a_token_without_a_name_needs_one() {
        TokenText token = ca().authority.grant(request("viewer"));

        assertThatThrownBy(() ->
                        ca().authority.redeem(token, Optional.empty(), ca().pair().getPublic()))
                .hasMessage(
                        "enrolling without a name refused: the token has none. Instead: --name"
                                + " NAME");
        assertThat(redeem(token, "bob").leaf().nameTexts()).containsExactly("bob");
    }

    // Promise P56
    @Test
    void nobody_gets_a_name_that_another_has_or_had_unless_the_token_says_so() {
        Issued alice = ca().client("alice", "admin");
        ca().authority.revoke(alice.leaf().serial(), Revocation.Reason.KEY_COMPROMISE);
        TokenText free = ca().authority.grant(request("viewer"));

        assertThatThrownBy(() -> redeem(free, "alice"))
                .hasMessage(
                        "the name alice refused: a client of this CA has it, or had it. Instead:"
                                + " another --name, or a token made for it with jsec ca token"
                                + " --name alice");
        ca().clock.move(Duration.ofDays(200));
        TokenText later = ca().authority.grant(request("viewer"));
        assertThatThrownBy(() -> redeem(later, "alice")).hasMessageContaining("or had it");

        TokenText named = ca().authority.grant(request("viewer", Optional.of("alice")));
        assertThat(redeem(named, "alice").leaf().nameTexts()).containsExactly("alice");
    }

    @Test
    void a_key_that_had_a_certificate_gets_no_other_by_a_token() {
        KeyPair pair = ca().pair();
        Issued mallory = ca().client("mallory", "viewer", pair);
        ca().authority.revoke(mallory.leaf().serial(), Revocation.Reason.KEY_COMPROMISE);
        TokenText token = ca().authority.grant(request("viewer"));

        assertThatThrownBy(() -> ca().authority.redeem(token, name("bob"), pair.getPublic()))
                .hasMessage(
                        "the signing request refused: its key had a certificate of this CA"
                                + " before. Instead: a new key, or renewing that certificate");
    }

    // Promise P53
    @Test
    void a_clock_that_went_back_opens_no_token_again() {
        TokenText token = ca().authority.grant(request("viewer"));
        ca().clock.move(Duration.ofHours(1));
        ca().authority.see();
        ca().clock.move(Duration.ofHours(2));
        ca().authority.see();
        ca().clock.move(Duration.ofHours(-3).plusMinutes(1));

        assertThatThrownBy(() -> redeem(token, "bob"))
                .hasMessageStartingWith("enrolling refused: the clock went back");
        assertThatThrownBy(() -> ca().authority.grant(request("viewer")))
                .hasMessageStartingWith("making a token refused: the clock went back");
    }

    @Test
    void only_so_many_tokens_are_open_at_once() {
        List<TokenText> tokens = new ArrayList<>();
        for (int i = 0; i < Enrolment.OPEN_MAX; i++) {
            tokens.add(ca().authority.grant(request("viewer")));
        }
        assertThatThrownBy(() -> ca().authority.grant(request("viewer")))
                .hasMessage(
                        "another token refused: 64 are open already. Instead: jsec ca token"
                                + " --cancel ID, or waiting until some were used");

        redeem(tokens.getFirst(), "bob");
        assertThat(ca().authority.grant(request("viewer"))).isNotNull();
    }

    @Test
    void spans_beyond_the_limits_are_refused() {
        Duration month = Duration.ofDays(30);
        for (Duration ttl : List.of(Duration.ofSeconds(9), Duration.ofHours(25))) {
            assertThatThrownBy(() ->
                            new TokenRequest(new Role("viewer"), Optional.empty(), ttl, month))
                    .hasMessageEndingWith(
                            "refused: tokens are good for 10s to 24h. Instead: --ttl 10m");
        }
        for (Duration life : List.of(Duration.ofMinutes(59), Duration.ofDays(91))) {
            assertThatThrownBy(() ->
                            new TokenRequest(
                                    new Role("viewer"), Optional.empty(), TokenRequest.TTL, life))
                    .hasMessageEndingWith(
                            "refused: who enrols gets 1h to 90d. Instead: --lifetime 30d");
        }
    }

    @Test
    void a_renewal_of_what_a_token_gave_needs_no_token() {
        KeyPair pair = ca().pair();
        TokenText token = ca().authority.grant(request("viewer"));
        Issued first = ca().authority.redeem(token, name("bob"), pair.getPublic());
        ca().clock.move(Duration.ofDays(25));

        Issued second = ca().authority.renew(first.leaf().certificate(), pair.getPublic());

        assertThat(second.leaf().names()).isEqualTo(first.leaf().names());
        assertThat(second.leaf().renews()).contains(first.leaf().serial());
    }

    // Promise P53
    @Test
    void records_that_were_cut_at_any_byte_leave_a_token_open_or_used_and_the_next_goes_on()
            throws IOException {
        Path file = directory.resolve(Authority.STATE_FILE);
        TokenText token = ca().authority.grant(request("viewer"));
        int before = state().length();
        redeem(token, "alice");
        byte[] whole = state().getBytes(StandardCharsets.US_ASCII);
        String first = new String(whole, 0, before, StandardCharsets.US_ASCII);
        int granted = first.lastIndexOf('\n', before - 2) + 1;
        assertThat(whole.length - granted).isGreaterThan(1_000);

        for (int cut = granted; cut <= whole.length; cut++) {
            Files.write(
                    file,
                    java.util.Arrays.copyOf(whole, cut),
                    StandardOpenOption.TRUNCATE_EXISTING);
            Authority again = ca().again();
            Optional<Token> known = again.state().token(token.id());
            Instant now = ca().clock.instant();
            assertThat(known.isPresent()).as("cut at " + cut).isEqualTo(cut >= before);
            boolean used =
                    known.filter(one -> one.standing(now) == Token.Standing.USED).isPresent();
            assertThat(used).as("cut at " + cut).isEqualTo(cut == whole.length);
            assertThat(again.state().leaves()).as("cut at " + cut).hasSize(used ? 1 : 0);
        }
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
        Authority next = ca().again();
        next.redeem(token, name("alice"), ca().pair().getPublic());
        assertThat(ca().again().state().leaves()).hasSize(1);
        assertThat(ca().again().state().openTokens(ca().clock.instant())).isEmpty();
    }

    @Test
    void a_record_that_uses_a_token_nobody_made_is_no_state() {
        StateLog log = new StateLog(directory.resolve(Authority.STATE_FILE));
        log.poll();
        log.append(ca().clock.instant(), "cancel", java.util.Map.of("id", "00000000"));

        assertThatThrownBy(() -> ca().again())
                .hasMessageContaining("a record makes no sense here (the token 00000000)");
    }

    @Test
    void while_a_root_is_replaced_tokens_name_one_that_old_and_new_servers_are_under() {
        Issued old = ca().server("a.example.lan");
        ca().authority.rotate("root", Duration.ofDays(90));
        Issued fresh = ca().server("b.example.lan");
        TokenText token = ca().authority.grant(request("viewer"));
        Issued client = redeem(token, "bob");

        List<X509Certificate> pinned = client.roots().stream().filter(token::pins).toList();
        assertThat(pinned).hasSize(1);
        Validator validator = new Validator(Trust.of(pinned));
        for (Issued server : List.of(old, fresh)) {
            assertThat(
                            validator.validate(
                                    TestCa.der(server.chain()),
                                    Purpose.SERVER,
                                    ca().clock.instant()))
                    .isInstanceOf(Verdict.Accepted.class);
        }

        ca().clock.move(Duration.ofDays(91));
        TokenText later = ca().authority.grant(request("viewer"));
        assertThat(later.pins(ca().authority.state().root().certificate())).isTrue();
    }

    @Test
    void a_signing_request_of_ours_is_read_as_one() {
        for (Curve curve : Curve.values()) {
            KeyPair pair = EcKeys.generate(curve, ca().random);
            String pem = SigningRequest.of(pair, ca().random);

            assertThat(SigningRequest.key(pem, "it")).isEqualTo(pair.getPublic());
            assertThat(pem).startsWith("-----BEGIN CERTIFICATE REQUEST-----\n");
        }
    }
}
