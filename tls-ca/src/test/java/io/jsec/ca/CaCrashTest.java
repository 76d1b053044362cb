package io.jsec.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An authority that is killed at every change it makes to a file, and one whose disk refuses it:
 * what was told is kept, what was not done can be done again.
 */
class CaCrashTest {
    private static final int CHANGES_MAX = 200;

    @TempDir Path folder;

    private final HandClock clock = new HandClock();
    private final SecureRandom random = new SecureRandom();
    private final KeyPair pair = EcKeys.generate(Curve.P256, random);
    private Path base = Path.of("");
    private BigInteger alice = BigInteger.ZERO;
    private BigInteger revoked = BigInteger.ZERO;
    private Optional<TokenText> token = Optional.empty();
    private int copies;

    /** A change of an authority. */
    enum Work {
        ISSUE,
        RENEW,
        REVOKE,
        ROTATE_SERVER,
        ROTATE_ROOT,
        CRL,
        ACCEPT_CLOCK,
        GRANT,
        REDEEM,
        CANCEL
    }

    @BeforeEach
    void make_an_authority_with_a_past() {
        base = folder.resolve("base");
        CaSetup setup =
                new CaSetup(Curve.P256, Names.parse(List.of("example.lan")), Optional.empty());
        Authority made = CaFactory.create(base, setup, Secrets.NONE, clock, random);
        alice = made.issue(client("alice")).leaf().serial();
        revoked = made.issue(client("mallory")).leaf().serial();
        made.revoke(revoked, Revocation.Reason.KEY_COMPROMISE);
        token = Optional.of(made.grant(TokensTest.request("viewer")));
    }

    private LeafRequest client(String name) {
        KeyPair own = name.equals("alice") ? pair : EcKeys.generate(Curve.P256, random);
        return new LeafRequest(
                Purpose.CLIENT,
                List.of(new AltName.Client(name)),
                Optional.of(new Role("viewer")),
                Duration.ofDays(30),
                own.getPublic());
    }

    private Authority open(Path directory) {
        return Authority.open(directory, Secrets.NONE, clock, random);
    }

    private void run(Work work, Authority authority) {
        switch (work) {
            case ISSUE -> authority.issue(client("bob"));
            case RENEW ->
                    authority.renew(
                            authority.state().leaf(alice).orElseThrow().certificate(),
                            pair.getPublic());
            case REVOKE -> authority.revoke(alice, Revocation.Reason.SUPERSEDED);
            case ROTATE_SERVER -> authority.rotate("server", Duration.ofDays(1));
            case ROTATE_ROOT -> authority.rotate("root", Duration.ofDays(1));
            case CRL -> authority.crl(Duration.ofDays(7));
            case ACCEPT_CLOCK -> authority.acceptClock();
            case GRANT -> authority.grant(TokensTest.request("viewer"));
            case REDEEM -> redeem(authority);
            case CANCEL -> authority.cancel(token.orElseThrow().id());
        }
    }

    /** Uses the token, unless its certificate is there already. */
    private void redeem(Authority authority) {
        TokenText text = token.orElseThrow();
        Token known = authority.state().token(text.id()).orElseThrow();
        if (known.end().orElse(null) instanceof Token.End.Used used) {
            assertThat(authority.state().leaf(used.serial())).isPresent();
            return;
        }
        authority.redeem(
                text,
                Optional.of(new AltName.Client("carol")),
                EcKeys.generate(Curve.P256, random).getPublic());
    }

    private Path copy() {
        Path copy = folder.resolve("copy-" + copies++);
        try (Stream<Path> all = Files.walk(base)) {
            for (Path one : all.toList()) {
                Files.copy(
                        one,
                        copy.resolve(base.relativize(one)),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }

    private void assertPastIsKept(CaState state, String when) {
        assertThat(state.leaf(alice)).as(when).isPresent();
        assertThat(state.revocation(revoked)).as(when).isPresent();
    }

    // Promise P21
    @ParameterizedTest
    @EnumSource(Work.class)
    void a_kill_at_any_change_of_a_file_loses_nothing_and_the_next_one_goes_on(Work work) {
        int at = 1;
        while (at < CHANGES_MAX) {
            Faults faults = new Faults(Faults.Kind.KILLED, at);
            Path copy = copy();
            Path faulty = new FaultyFiles(faults).path(copy);
            try {
                run(work, open(faulty));
                break;
            } catch (Faults.Killed killed) {
                String when = work + " killed at " + faults.seen();
                Authority after = open(copy);
                assertPastIsKept(after.state(), when);
                int records = lines(copy);
                run(work, after);
                assertPastIsKept(after.state(), when);
                assertThat(lines(copy)).as(when).isBetween(records, records + 1);
                assertThat(open(copy).head()).as(when).isEqualTo(after.head());
                assertThat(after.check()).as(when).isEmpty();
            }
            at++;
        }
        assertThat(at).as("changes of " + work).isBetween(3, CHANGES_MAX - 1);
    }

    // Promise P21
    @ParameterizedTest
    @EnumSource(Work.class)
    void a_disk_that_refuses_any_change_is_a_sentence_and_the_same_authority_goes_on(Work work) {
        int at = 1;
        while (at < CHANGES_MAX) {
            Faults faults = new Faults(Faults.Kind.REFUSED, at);
            Path copy = copy();
            Authority authority = open(new FaultyFiles(faults).path(copy));
            try {
                run(work, authority);
                if (!faults.happened()) {
                    break;
                }
            } catch (CaException e) {
                String when = work + " refused at " + faults.seen();
                assertThat(e.kind()).as(when).isEqualTo(CaException.Kind.FAILED);
                assertThat(e).as(when).hasMessageContaining("No space left on device");
                run(work, authority);
                assertPastIsKept(authority.state(), when);
                assertThat(open(copy).head()).as(when).isEqualTo(authority.head());
                assertThat(open(copy).check()).as(when).isEmpty();
            }
            at++;
        }
        assertThat(at).as("changes of " + work).isBetween(3, CHANGES_MAX - 1);
    }

    // Promise P21
    @Test
    void a_kill_while_an_authority_is_made_leaves_a_whole_one_or_none() throws IOException {
        CaSetup setup =
                new CaSetup(Curve.P256, Names.parse(List.of("example.lan")), Optional.empty());
        int at = 1;
        while (at < CHANGES_MAX) {
            Faults faults = new Faults(Faults.Kind.KILLED, at);
            Path place = Files.createDirectory(folder.resolve("init-" + at)).resolve("ca");
            try {
                CaFactory.create(
                        new FaultyFiles(faults).path(place), setup, Secrets.NONE, clock, random);
                break;
            } catch (Faults.Killed killed) {
                String when = "init killed at " + faults.seen();
                if (!Files.exists(place)) {
                    CaFactory.create(place, setup, Secrets.NONE, clock, random);
                }
                Authority authority = open(place);
                assertThat(authority.issue(client("bob")).leaf().serial()).as(when).isPositive();
                assertThat(authority.check())
                        .as(when)
                        .allMatch(text -> text.contains("what a jsec ca init that was cut off"));
            }
            at++;
        }
        assertThat(at).isBetween(20, CHANGES_MAX - 1);
    }

    @Test
    void a_kill_while_a_holders_files_are_written_leaves_only_whole_ones() throws IOException {
        int at = 1;
        while (at < CHANGES_MAX) {
            Faults faults = new Faults(Faults.Kind.KILLED, at);
            Path out = folder.resolve("out-" + at);
            try {
                Credentials files =
                        Credentials.begin(
                                new FaultyFiles(faults).path(out), Optional.of(pair.getPrivate()));
                files.finish(open(base).issue(client("alice")));
                break;
            } catch (Faults.Killed killed) {
                assertWhole(out, "killed at " + faults.seen());
            }
            at++;
        }
        assertThat(at).isBetween(15, CHANGES_MAX - 1);
    }

    private void assertWhole(Path out, String when) throws IOException {
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(out)) {
            try (Stream<Path> all = Files.list(out)) {
                all.map(path -> String.valueOf(path.getFileName()))
                        .filter(name -> !name.endsWith(PrivateFiles.PART_END))
                        .forEach(names::add);
            }
        }
        if (names.contains(Credentials.CHAIN_FILE)) {
            assertThat(names).as(when).contains(Credentials.ROOTS_FILE, Credentials.KEY_FILE);
            assertThat(Credentials.read(out).leaf().getPublicKey()).isEqualTo(pair.getPublic());
        }
        for (String name : names) {
            assertThat(Files.readString(out.resolve(name))).as(when).endsWith("-----\n");
        }
    }

    @Test
    void a_disk_that_refuses_a_holders_files_leaves_nothing_of_them() {
        int at = 1;
        while (at < CHANGES_MAX) {
            Faults faults = new Faults(Faults.Kind.REFUSED, at);
            Path out = folder.resolve("full-" + at);
            Optional<Credentials> begun = Optional.empty();
            try {
                begun =
                        Optional.of(
                                Credentials.begin(
                                        new FaultyFiles(faults).path(out),
                                        Optional.of(pair.getPrivate())));
                begun.get().finish(open(base).issue(client("alice")));
                if (!faults.happened()) {
                    break;
                }
            } catch (CaException e) {
                begun.ifPresent(files -> files.abandon(e));
                assertThat(out).as("refused at " + faults.seen()).doesNotExist();
            }
            at++;
        }
        assertThat(at).isBetween(15, CHANGES_MAX - 1);
    }

    @Test
    void a_state_that_was_rolled_back_is_noticed_by_who_remembers_its_head() throws IOException {
        Authority authority = open(base);
        byte[] before = Files.readAllBytes(base.resolve(Authority.STATE_FILE));
        authority.revoke(alice, Revocation.Reason.KEY_COMPROMISE);
        Files.write(base.resolve(Authority.STATE_FILE), before);

        assertThatThrownBy(authority::refresh).hasMessageContaining("it was cut");
        assertThat(open(base).head()).isNotEqualTo(authority.head());
    }

    @Test
    void what_was_cut_off_is_said_by_a_check_until_the_next_change() throws IOException {
        Path state = base.resolve(Authority.STATE_FILE);
        Files.writeString(
                state,
                Files.readString(state) + "jsec-ca/1 9 179",
                java.nio.charset.StandardCharsets.US_ASCII);
        Path part = base.resolve("keys/.server-2.key.part");
        Files.writeString(part, "x");
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
        Authority authority = open(base);

        assertThat(authority.check())
                .anyMatch(text -> text.contains("ends with 15 bytes of a record that was cut off"))
                .anyMatch(text -> text.endsWith("cut off: rm " + part));

        authority.rotate("server", Duration.ofDays(1));
        assertThat(authority.check()).isEmpty();
    }

    private static int lines(Path directory) {
        try {
            return Files.readAllLines(directory.resolve(Authority.STATE_FILE)).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
