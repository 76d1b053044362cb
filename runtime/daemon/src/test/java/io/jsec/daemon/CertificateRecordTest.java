package io.jsec.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.journal.Entry;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class CertificateRecordTest {
    private static final BigInteger SERIAL = BigInteger.valueOf(0x4711);

    private final ToldJournal journal = new ToldJournal();
    private final CertificateRecord record = new CertificateRecord(journal);

    private String told() throws InterruptedException {
        Entry.Certificate entry = (Entry.Certificate) journal.next();
        return entry.who()
                + " "
                + entry.act()
                + " "
                + entry.subject()
                + entry.serial().map(serial -> " " + serial.toString(16)).orElse("");
    }

    @Test
    void each_event_says_who_did_what_to_whose_certificate() throws InterruptedException {
        record.granted("alice");
        record.enrolled("alice", SERIAL);
        record.renewed("alice", SERIAL);
        record.tokenRefused();
        record.refused("bob", SERIAL);
        record.issued("carol", SERIAL);
        record.revoked("carol", SERIAL);
        record.rotated("client-2", SERIAL);

        assertThat(told()).isEqualTo("engine TOKEN cert:alice");
        assertThat(told()).isEqualTo("peer ENROLLED cert:alice 4711");
        assertThat(told()).isEqualTo("cert:alice RENEWED cert:alice 4711");
        assertThat(told()).isEqualTo("peer TOKEN_REFUSED peer");
        assertThat(told()).isEqualTo("peer REFUSED cert:bob 4711");
        assertThat(told()).isEqualTo("engine ISSUED cert:carol 4711");
        assertThat(told()).isEqualTo("engine REVOKED cert:carol 4711");
        assertThat(told()).isEqualTo("engine ROTATED cert:client-2 4711");
        assertThat(journal.isEmpty()).isTrue();
    }

    @Test
    void a_name_with_other_characters_is_told_by_its_digest() throws InterruptedException {
        record.granted("a name\nwith a line feed");

        assertThat(told()).matches("engine TOKEN cert:sha256:[0-9a-f]{64}");
    }
}
