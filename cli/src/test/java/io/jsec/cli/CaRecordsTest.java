package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.ca.AltName;
import io.jsec.ca.Authority;
import io.jsec.ca.CaFactory;
import io.jsec.ca.CaSetup;
import io.jsec.ca.Curve;
import io.jsec.ca.EcKeys;
import io.jsec.ca.Issued;
import io.jsec.ca.LeafRequest;
import io.jsec.ca.Names;
import io.jsec.ca.Purpose;
import io.jsec.ca.Revocation;
import io.jsec.ca.Role;
import io.jsec.ca.Secrets;
import io.jsec.daemon.CertificateRecord;
import io.jsec.journal.Entry;
import io.jsec.journal.Head;
import io.jsec.journal.Identity;
import io.jsec.journal.Journal;
import io.jsec.journal.Receipt;
import io.jsec.journal.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with jsec ca beside an engine that runs. */
class CaRecordsTest {
    @TempDir Path folder;

    private final SecureRandom random = new SecureRandom();
    private final KeyPair pair = EcKeys.generate(Curve.P256, random);
    private final Told told = new Told();
    private Path directory = Path.of("");

    /** A journal that remembers certificates as words. */
    private static final class Told implements Journal {
        final List<String> words = new ArrayList<>();

        @Override
        public void append(Entry entry) {
            Entry.Certificate each = (Entry.Certificate) entry;
            words.add(each.who() + " " + each.act() + " " + each.subject());
            assertThat(each.serial()).isPresent();
        }

        @Override
        public Receipt required(Entry entry) {
            throw new AssertionError("nothing waits for a certificate");
        }

        @Override
        public void read(Identity who, Route route) {
            throw new AssertionError("nothing is read");
        }

        @Override
        public Head head() {
            return Head.EMPTY;
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }

    @BeforeEach
    void make_an_authority() {
        directory = folder.resolve("ca");
        CaSetup setup = new CaSetup(Curve.P256, Names.ofHost("box"), Optional.empty());
        CaFactory.create(directory, setup, Secrets.NONE, Clock.systemUTC(), random);
    }

    private Authority open() {
        return Authority.open(directory, Secrets.NONE, Clock.systemUTC(), random);
    }

    private CaRecords records() {
        return new CaRecords(open(), new CertificateRecord(told));
    }

    private Issued client(String name) {
        return open().issue(
                        new LeafRequest(
                                Purpose.CLIENT,
                                List.of(AltName.client(name).orElseThrow()),
                                Optional.of(new Role("viewer")),
                                Duration.ofDays(1),
                                pair.getPublic()));
    }

    // Promise P61
    @Test
    void what_is_issued_renewed_revoked_and_rotated_by_hand_is_told_once_each() {
        open().revoke(client("before").leaf().serial(), Revocation.Reason.SUPERSEDED);
        CaRecords records = records();
        records.look();
        assertThat(told.words).isEmpty();

        Issued alice = client("alice");
        open().renew(alice.chain().getFirst(), pair.getPublic());
        open().revoke(alice.leaf().serial(), Revocation.Reason.KEY_COMPROMISE);
        open().rotate("client", Duration.ofDays(1));
        records.look();
        records.look();

        assertThat(told.words)
                .containsExactlyInAnyOrder(
                        "engine ROTATED cert:client-2",
                        "engine ISSUED cert:alice",
                        "cert:alice RENEWED cert:alice",
                        "engine REVOKED cert:alice",
                        "engine REVOKED cert:alice");
    }

    @Test
    void a_revoked_issuer_is_told_by_its_name() {
        CaRecords records = records();
        Authority ca = open();
        ca.rotate("client", Duration.ofDays(1));
        ca.revoke(
                ca.state().issuers().stream()
                        .filter(issuer -> issuer.key().equals("client-1"))
                        .findFirst()
                        .orElseThrow()
                        .serial(),
                Revocation.Reason.UNSPECIFIED);
        records.look();

        assertThat(told.words).contains("engine REVOKED cert:client-1");
    }

    @Test
    void records_that_cannot_be_read_are_told_when_they_can_be() throws IOException {
        CaRecords records = records();
        client("alice");
        Path log = directory.resolve(Authority.STATE_FILE);
        Path away = directory.resolve("away");
        Files.move(log, away);
        records.look();
        assertThat(told.words).isEmpty();

        Files.move(away, log);
        records.look();
        assertThat(told.words).containsExactly("engine ISSUED cert:alice");
    }
}
