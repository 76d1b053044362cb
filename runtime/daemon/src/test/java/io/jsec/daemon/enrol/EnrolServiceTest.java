package io.jsec.daemon.enrol;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.ca.AltName;
import io.jsec.ca.Authority;
import io.jsec.ca.Curve;
import io.jsec.ca.EcKeys;
import io.jsec.ca.Role;
import io.jsec.ca.TokenRequest;
import io.jsec.ca.TokenText;
import io.jsec.daemon.tls.TlsCa;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrolServiceTest {
    @TempDir Path folder;

    private final Told told = new Told();
    private final List<EnrolService> services = new ArrayList<>();
    private Optional<TlsCa> made = Optional.empty();

    @BeforeEach
    void make_an_authority() {
        made = Optional.of(new TlsCa(folder.resolve("ca")));
    }

    @AfterEach
    void close() {
        services.forEach(EnrolService::close);
    }

    private TlsCa ca() {
        return made.orElseThrow();
    }

    private EnrolService service(boolean renewal, int port) {
        EnrolListener.Parts parts =
                new EnrolListener.Parts(
                        ca().authority,
                        trust -> ca().server("127.0.0.1").jdkContext(trust),
                        renewal,
                        EnrolLimits.STANDARD,
                        told,
                        ca().clock);
        EnrolAddress address = new EnrolAddress(InetAddress.getLoopbackAddress(), port);
        EnrolService service = new EnrolService(parts, List.of(address));
        services.add(service);
        service.follow();
        return service;
    }

    private TokenText token() {
        return ca().elsewhere()
                .grant(
                        new TokenRequest(
                                new Role("viewer"),
                                Optional.empty(),
                                TokenRequest.TTL,
                                Duration.ofDays(30)));
    }

    // Promise P59
    @Test
    void without_renewal_it_is_open_for_a_tokens_life_only() {
        EnrolService service = service(false, 0);
        assertThat(service.listening()).isEmpty();

        TokenText token = token();
        service.follow();
        assertThat(service.listening()).hasSize(1);
        assertThat(told.lines()).containsExactly("granted " + token.id() + " viewer");

        ca().clock.move(TokenRequest.TTL);
        service.follow();
        assertThat(service.listening()).isEmpty();
    }

    @Test
    void a_token_that_was_cancelled_closes_it() {
        EnrolService service = service(false, 0);
        TokenText token = token();
        service.follow();
        ca().elsewhere().cancel(token.id());
        service.follow();

        assertThat(service.listening()).isEmpty();
    }

    // Promise P54
    @Test
    void whoever_comes_with_a_used_token_within_its_time_is_refused_by_name() throws IOException {
        EnrolService service = service(false, 0);
        TokenText token = token();
        Authority other = ca().elsewhere();
        other.redeem(
                token,
                Optional.of(new AltName.Client("alice")),
                EcKeys.generate(Curve.P256, ca().random).getPublic());
        service.follow();
        EnrolClient thief = new EnrolClient(service.listening().getFirst().port());

        String body =
                "{\"token\":\""
                        + token.text()
                        + "\",\"name\":\"bob\",\"request\":\""
                        + io.jsec.ca.SigningRequest.of(
                                        EcKeys.generate(Curve.P256, ca().random), ca().random)
                                .replace("\n", "\\n")
                        + "\"}";
        assertThat(thief.post("/enroll", body).body()).contains("it was used ");
        assertThat(told.lines())
                .anyMatch(line -> line.startsWith("refused POST /enroll 127.0.0.1: the token"));
    }

    @Test
    void with_renewal_it_is_open_always_and_strangers_come_with_a_token_only() throws IOException {
        EnrolService service = service(true, 0);
        EnrolClient client = new EnrolClient(service.listening().getFirst().port());
        TlsCa.Held alice = ca().client("alice", "viewer");
        assertThat(client.showing(alice.key(), alice.chain()).get("/ca").status()).isEqualTo(200);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> client.get("/ca"))
                .isInstanceOf(IOException.class);

        token();
        service.follow();

        assertThat(client.get("/ca").status()).isEqualTo(200);
    }

    @Test
    void a_port_that_is_taken_is_said_once_and_tried_again() throws IOException {
        EnrolService service;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            service = service(true, taken.getLocalPort());
            service.follow();
            service.follow();
            assertThat(told.lines())
                    .singleElement()
                    .asString()
                    .startsWith("failed the enrolment listener: 127.0.0.1:");
        }
        service.follow();
        assertThat(service.listening()).hasSize(1);
    }

    @Test
    void records_that_are_damaged_are_said_and_nothing_is_opened() throws IOException {
        EnrolService service = service(false, 0);
        token();
        Path state = folder.resolve("ca/state.log");
        Files.writeString(state, Files.readString(state).replace("role=viewer", "role=wiever"));
        service.follow();

        assertThat(service.listening()).isEmpty();
        assertThat(told.lines()).singleElement().asString().contains("is not as written");
    }

    @Test
    void it_follows_by_itself_once_it_was_started() throws Exception {
        EnrolService service = service(false, 0);
        service.start(Duration.ofMillis(5));
        token();
        while (service.listening().isEmpty()) {
            Thread.sleep(5);
        }
        EnrolClient client = new EnrolClient(service.listening().getFirst().port());
        assertThat(client.get("/ca").status()).isEqualTo(200);
        service.close();
        assertThat(service.listening()).isEmpty();
        service.follow();
        assertThat(service.listening()).isEmpty();
    }
}
