package io.jsec.daemon.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.ca.Reason;
import io.jsec.ca.Verdict;
import io.jsec.journal.Entry;
import io.jsec.journal.Identity;
import io.jsec.journal.Source;
import io.jsec.journal.Token;
import java.net.InetAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private static final Token EXPIRED = new Token("expired");
    private static final Token REVOKED = new Token("revoked");

    private final StoodClock clock = new StoodClock();
    private final List<Entry.Handshakes> told = new ArrayList<>();
    private final Refusals refusals = new Refusals(clock, told::add);

    /** A clock that goes on when it is told to. */
    private static final class StoodClock extends java.time.Clock {
        private Instant now = Instant.parse("2026-01-01T10:00:20Z");

        @Override
        public java.time.ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public java.time.Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static InetAddress address(int last) throws Exception {
        return InetAddress.getByAddress(new byte[] {10, 0, (byte) (last >> 8), (byte) last});
    }

    @Test
    void a_minute_of_one_source_is_one_entry_with_the_kinds_of_its_reasons() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            refusals.count(address(1), REVOKED);
        }
        refusals.count(address(1), EXPIRED);
        refusals.count(address(2), EXPIRED);
        refusals.tick();
        assertThat(told).isEmpty();

        clock.now = clock.now.plusSeconds(40);
        refusals.tick();

        assertThat(told)
                .containsExactly(
                        new Entry.Handshakes(
                                new Source("10.0.0.1"),
                                new Token("2026-01-01T10:00:00.000Z"),
                                1_001,
                                List.of(new Token("expired:1"), new Token("revoked:1000"))),
                        new Entry.Handshakes(
                                new Source("10.0.0.2"),
                                new Token("2026-01-01T10:00:00.000Z"),
                                1,
                                List.of(new Token("expired:1"))));
        assertThat(told.getFirst().who()).isEqualTo(Identity.PEER);
    }

    @Test
    void the_next_minute_begins_with_nothing() throws Exception {
        refusals.count(address(1), EXPIRED);
        clock.now = clock.now.plusSeconds(60);
        refusals.count(address(1), REVOKED);
        clock.now = clock.now.plusSeconds(60);
        refusals.tick();
        clock.now = clock.now.plusSeconds(60);
        refusals.tick();

        assertThat(told).extracting(Entry.Handshakes::count).containsExactly(1L, 1L);
        assertThat(told)
                .extracting(each -> each.minute().text().substring(11, 16))
                .containsExactly("10:00", "10:01");
    }

    // Promise P60
    @Test
    void however_many_sources_there_are_the_entries_of_a_minute_are_few() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            refusals.count(address(i), EXPIRED);
        }
        refusals.close();

        assertThat(told).hasSize(Refusals.SOURCES_MAX + 1);
        assertThat(told.getLast().source()).isEqualTo(Source.OTHERS);
        assertThat(told).extracting(Entry.Handshakes::count).endsWith(10_000L - 32);
    }

    @Test
    void a_clock_that_goes_back_loses_nothing() throws Exception {
        refusals.count(address(1), EXPIRED);
        clock.now = clock.now.minus(Duration.of(5, ChronoUnit.HOURS));
        refusals.count(address(1), EXPIRED);
        refusals.close();

        assertThat(told).extracting(Entry.Handshakes::count).containsExactly(1L, 1L);
    }

    @Test
    void the_kind_is_the_validators_word_whichever_library_threw() {
        for (TlsLibrary library : TlsLibrary.values()) {
            for (Reason reason : Reason.values()) {
                Verdict.Refused refused =
                        new Verdict.Refused(reason, reason.word() + ": revoked: expired: text");
                Exception thrown =
                        new javax.net.ssl.SSLHandshakeException("no", Alerts.of(library, refused));
                assertThat(HandshakeFailure.of(thrown).kind())
                        .contains(new Token(reason.word()))
                        .isEqualTo(HandshakeFailure.of(refused).kind());
            }
        }
    }

    @Test
    void a_client_that_only_went_away_is_nobody_who_was_refused() {
        assertThat(HandshakeFailure.of(new ClosedChannelException()).kind())
                .isEqualTo(Optional.empty());
        assertThat(HandshakeFailure.of(new javax.net.ssl.SSLException("odd")).kind())
                .contains(new Token("other"));
    }

    @Test
    void a_name_of_the_peers_does_not_change_the_kind() {
        assertThat(
                        HandshakeFailure.of(
                                        new java.security.cert.CertificateException(
                                                "something: expired: x"))
                                .kind())
                .contains(new Token("other"));
    }
}
