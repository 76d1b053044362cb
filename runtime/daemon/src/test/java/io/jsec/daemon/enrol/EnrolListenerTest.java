package io.jsec.daemon.enrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.ca.AltName;
import io.jsec.ca.Curve;
import io.jsec.ca.EcKeys;
import io.jsec.ca.Pem;
import io.jsec.ca.Purpose;
import io.jsec.ca.Revocation;
import io.jsec.ca.Role;
import io.jsec.ca.SigningRequest;
import io.jsec.ca.TokenRequest;
import io.jsec.ca.TokenText;
import io.jsec.ca.Validator;
import io.jsec.ca.Verdict;
import io.jsec.daemon.enrol.EnrolClient.Answer;
import io.jsec.daemon.tls.TlsCa;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrolListenerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HERE = 0;

    /** So much at once, and nothing comes back with time: what is left is certain. */
    private static final EnrolLimits ROOMY =
            new EnrolLimits(64, 64, 1_000, 0, 1_000, 0, Duration.ofSeconds(30));

    @TempDir Path folder;

    private final Told told = new Told();
    private final AtomicBoolean strangers = new AtomicBoolean(true);
    private Optional<TlsCa> made = Optional.empty();
    private final List<EnrolListener> listeners = new ArrayList<>();

    @BeforeEach
    void make_an_authority() {
        made = Optional.of(new TlsCa(folder.resolve("ca")));
    }

    @AfterEach
    void close() {
        listeners.forEach(EnrolListener::close);
    }

    private TlsCa ca() {
        return made.orElseThrow();
    }

    private EnrolClient open(EnrolLimits limits, boolean renewal) throws IOException {
        EnrolListener.Parts parts =
                new EnrolListener.Parts(
                        ca().authority,
                        trust -> ca().server("localhost", "127.0.0.1").jdkContext(trust),
                        renewal,
                        limits,
                        told,
                        ca().clock);
        EnrolAddress any = new EnrolAddress(InetAddress.getLoopbackAddress(), HERE);
        EnrolListener listener = EnrolListener.open(parts, List.of(any), strangers::get);
        listeners.add(listener);
        return new EnrolClient(listener.addresses().getFirst().port());
    }

    private EnrolClient open() throws IOException {
        return open(ROOMY, true);
    }

    private TokenText token(Optional<String> name) {
        return ca().elsewhere()
                .grant(
                        new TokenRequest(
                                new Role("viewer"),
                                name.map(AltName.Client::new),
                                TokenRequest.TTL,
                                Duration.ofDays(30)));
    }

    private String request() {
        return SigningRequest.of(EcKeys.generate(Curve.P256, ca().random), ca().random);
    }

    private static ObjectNode body(String token, String request, String name) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("token", token).put("request", request);
        return name.isEmpty() ? body : body.put("name", name);
    }

    private String body(TokenText token, String name) {
        return body(token.text(), request(), name).toString();
    }

    private static String message(Answer answer) throws IOException {
        return JSON.readTree(answer.body()).path("message").asText();
    }

    private static void assertMessage(Answer answer, int status, String message)
            throws IOException {
        assertThat(message(answer)).as(answer.toString()).contains(message);
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void a_token_gives_a_certificate_that_the_validator_accepts() throws IOException {
        TokenText token = token(Optional.empty());

        Answer answer = open().post("/enroll", body(token, "alice"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode json = JSON.readTree(answer.body());
        assertThat(json.path("name").asText()).isEqualTo("alice");
        assertThat(json.path("role").asText()).isEqualTo("viewer");
        List<X509Certificate> chain =
                Pem.certificates(json.path("certificate").asText(), "the answer");
        assertThat(json.path("serial").asText())
                .isEqualTo(chain.getFirst().getSerialNumber().toString(16));
        Verdict verdict =
                new Validator(ca().authority.trust())
                        .validate(
                                chain.stream().map(Pem::der).toList(),
                                Purpose.CLIENT,
                                ca().clock.instant());
        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        assertThat(Pem.certificates(json.path("ca").asText(), "the answer"))
                .isEqualTo(ca().roots());
        assertThat(told.lines()).containsExactly("enrolled alice 127.0.0.1");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void the_roots_and_the_lists_of_revocations_are_everybodys() throws IOException {
        EnrolClient client = open();

        assertThat(Pem.certificates(client.get("/ca").body(), "it")).isEqualTo(ca().roots());
        assertThat(client.get("/crl").body()).startsWith("-----BEGIN X509 CRL-----");
    }

    @Test
    void a_list_of_revocations_is_made_once_until_something_is_revoked() throws IOException {
        EnrolClient client = open();
        TlsCa.Held alice = ca().client("alice", "viewer");
        String first = client.get("/crl").body();
        String head = ca().elsewhere().head();

        assertThat(client.get("/crl").body()).isEqualTo(first);
        assertThat(ca().elsewhere().head()).isEqualTo(head);

        ca().elsewhere().revoke(alice.leaf().getSerialNumber(), Revocation.Reason.UNSPECIFIED);
        assertThat(client.get("/crl").body()).isNotEqualTo(first);
    }

    // Promise P57
    @Test
    void nothing_else_is_there() throws IOException {
        EnrolClient client = open();
        for (String path :
                List.of("/", "/_ping", "/v1.47/containers/json", "/enroll/", "/ca?x", "//ca")) {
            assertMessage(client.get(path), 404, "there is no such page");
        }
        for (String path : List.of("/enroll", "/renew")) {
            assertMessage(client.get(path), 405, path + " is not asked for this way");
        }
        for (String path : List.of("/ca", "/crl")) {
            assertMessage(client.post(path, "x"), 405, path + " is not asked for this way");
        }
        assertMessage(client.raw("DELETE /ca HTTP/1.1\r\n\r\n"), 405, "/ca is not asked for");
    }

    // Promise P54
    @Test
    void used_cancelled_ended_wrong_and_mistyped_tokens_are_refused_by_name() throws IOException {
        EnrolClient client = open();
        TokenText used = token(Optional.empty());
        client.post("/enroll", body(used, "alice"));
        TokenText cancelled = token(Optional.empty());
        ca().elsewhere().cancel(cancelled.id());
        TokenText ended = token(Optional.empty());
        ca().clock.move(Duration.ofMinutes(11));
        TlsCa other = new TlsCa(folder.resolve("other"));
        TokenText foreign =
                other.authority.grant(
                        new TokenRequest(
                                new Role("admin"),
                                Optional.empty(),
                                TokenRequest.TTL,
                                Duration.ofDays(1)));
        String good = token(Optional.empty()).text();
        String mistyped =
                good.substring(0, 50) + (good.charAt(50) == 'a' ? 'b' : 'a') + good.substring(51);

        assertMessage(client.post("/enroll", body(used, "bob")), 403, "it was used ");
        assertMessage(client.post("/enroll", body(cancelled, "bob")), 403, "it was cancelled ");
        assertMessage(client.post("/enroll", body(ended, "bob")), 403, "it ended ");
        assertMessage(client.post("/enroll", body(foreign, "bob")), 403, "gave no such token");
        assertMessage(
                client.post("/enroll", body(mistyped, request(), "bob").toString()),
                403,
                "the token refused: a character of it is wrong");

        assertThat(told.lines()).filteredOn("token refused 127.0.0.1"::equals).hasSize(5);
        assertThat(told.lines())
                .hasSize(11)
                .filteredOn(line -> line.startsWith("refused POST /enroll 127.0.0.1: the token"))
                .hasSize(5)
                .allSatisfy(line -> assertThat(line).doesNotContain(good.substring(60, 90)));
        assertThat(ca().elsewhere().state().leaves())
                .filteredOn(leaf -> leaf.purpose() == Purpose.CLIENT)
                .hasSize(1);
    }

    // Promise P53
    @Test
    void of_many_who_come_with_one_token_at_once_one_is_served() throws Exception {
        EnrolClient client = open();
        TokenText token = token(Optional.empty());
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String body = body(token, "user-" + i);
            calls.add(() -> client.post("/enroll", body));
        }
        List<Integer> statuses = new ArrayList<>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> answer : pool.invokeAll(calls)) {
                statuses.add(answer.get().status());
            }
        }
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 403).hasSize(11);
    }

    @Test
    void signing_requests_that_are_none_leave_the_token_unused() throws Exception {
        EnrolClient client = open();
        TokenText token = token(Optional.of("alice"));
        String good = request();
        String[] lines = good.split("\n", -1);
        lines[3] = lines[3].substring(1) + "A";
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2_048);
        for (String bad :
                List.of(
                        "",
                        "junk",
                        good.replace("REQUEST", "QUESTION"),
                        String.join("\n", lines),
                        good.substring(0, 200),
                        Pem.of(ca().roots()),
                        rsaRequest(rsa.generateKeyPair()))) {
            Answer answer = client.post("/enroll", body(token.text(), bad, "").toString());
            assertMessage(answer, 403, "the signing request refused: ");
        }

        Answer last = client.post("/enroll", body(token.text(), good, "").toString());
        assertThat(last.status()).as(last.body()).isEqualTo(200);
    }

    /** What openssl would send for an RSA key, as far as the key; refused before its signature. */
    private static String rsaRequest(KeyPair pair) {
        byte[] key = pair.getPublic().getEncoded();
        byte[] signature = new byte[256];
        byte[] algorithm = {
            0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 11, 5, 0
        };
        byte[] info = sequence(new byte[] {2, 1, 0, 0x30, 0}, key, new byte[] {(byte) 0xa0, 0});
        byte[] bits = new byte[signature.length + 1];
        byte[] request = sequence(info, algorithm, tagged((byte) 3, bits));
        return "-----BEGIN CERTIFICATE REQUEST-----\n"
                + java.util.Base64.getMimeEncoder().encodeToString(request)
                + "\n-----END CERTIFICATE REQUEST-----\n";
    }

    private static byte[] sequence(byte[]... parts) {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return tagged((byte) 0x30, bytes.toByteArray());
    }

    private static byte[] tagged(byte tag, byte[] content) {
        byte[] head = {tag, (byte) 0x82, (byte) (content.length >> 8), (byte) content.length};
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        bytes.writeBytes(head);
        bytes.writeBytes(content);
        return bytes.toByteArray();
    }

    @Test
    void bodies_that_are_none_are_told_so() throws IOException {
        EnrolClient client = open();
        String token = token(Optional.empty()).text();
        assertMessage(client.post("/enroll", ""), 400, "the body is no JSON");
        assertMessage(client.post("/enroll", "{"), 400, "the body is no JSON");
        assertMessage(client.post("/enroll", "[".repeat(30_000)), 400, "the body is no JSON");
        assertMessage(client.post("/enroll", "[]"), 400, "no JSON object");
        assertMessage(client.post("/enroll", "{}"), 400, "token and request belong");
        assertMessage(client.post("/enroll", "{\"token\":1}"), 400, "token is no text");
        assertMessage(client.post("/enroll", "{\"token\":null}"), 400, "token is no text");
        assertMessage(client.post("/enroll", "{\"token\":\"a\",\"token\":\"b\"}"), 400, "no JSON");
        assertMessage(client.post("/enroll", "{\"role\":\"admin\"}"), 400, "none of token");
        String named = body(token, request(), "../alice").toString();
        assertMessage(client.post("/enroll", named), 400, "the name is none");
    }

    @Test
    void requests_that_are_none_are_told_so() throws IOException {
        EnrolClient client = open();
        assertMessage(client.raw("HELLO\r\n\r\n"), 400, "the first line is none");
        assertMessage(client.raw("GET /ca HTTP/2\r\n\r\n"), 400, "the first line is none");
        assertMessage(client.raw("GET http://x/ca HTTP/1.1\r\n\r\n"), 400, "first line");
        assertMessage(client.raw("GET /ca HTTP/1.1\r\nnone\r\n\r\n"), 400, "a header is none");
        assertMessage(client.raw("GET /ca HTTP/1.1\r\nA : b\r\n\r\n"), 400, "a header is none");
        assertMessage(client.raw("POST /enroll HTTP/1.1\r\n\r\n"), 411, "is not said");
        assertMessage(
                client.raw("POST /enroll HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                411,
                "in chunks");
        assertMessage(
                client.raw("POST /enroll HTTP/1.1\r\nContent-Length: -1\r\n\r\n"), 400, "none");
        assertMessage(
                client.raw("POST /ca HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx"),
                400,
                "said twice");
        assertMessage(
                client.raw("GET /ca HTTP/1.1\r\nA: " + "a".repeat(9_000) + "\r\n\r\n"),
                431,
                "longer than 8192");
    }

    // Promise P58
    @Test
    void a_giant_body_is_refused_before_it_is_read() throws IOException {
        EnrolClient client = open();
        assertMessage(
                client.raw("POST /enroll HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n"),
                413,
                "longer than 32768 bytes");
        assertMessage(client.post("/enroll", "x".repeat(32_769)), 413, "longer than 32768");
    }

    // Promise P58
    @Test
    void a_slow_client_is_cut_off_wherever_it_stops() throws IOException {
        EnrolClient client =
                open(new EnrolLimits(64, 64, 1_000, 0, 1_000, 0, Duration.ofMillis(300)), true);
        try (Socket silent = client.tcp();
                Socket half = client.tcp();
                SSLSocket slow = client.connect()) {
            half.getOutputStream().write(new byte[] {0x16, 3, 1});
            slow.getOutputStream()
                    .write("POST /enroll HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEnded(silent);
            assertEnded(half);
            assertEnded(slow);
        }
        assertThat(client.get("/ca").status()).isEqualTo(200);
    }

    /** That nothing more comes, however long one waits. */
    private static void assertEnded(Socket socket) {
        try {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (IOException e) {
            assertThat(e).isNotInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    // Promise P58
    @Test
    void a_flood_is_told_so_then_closed_unheard() throws IOException {
        EnrolClient client =
                open(new EnrolLimits(64, 64, 3, 0, 1_000, 0, Duration.ofSeconds(30)), true);
        for (int i = 0; i < 3; i++) {
            assertThat(client.get("/ca").status()).isEqualTo(200);
        }
        for (int i = 0; i < 3; i++) {
            assertMessage(client.get("/ca"), 429, "too many requests");
        }
        assertThatThrownBy(() -> client.get("/ca")).isInstanceOf(IOException.class);
    }

    // Promise P58
    @Test
    void so_many_connections_are_open_at_once_and_no_more() throws IOException {
        EnrolClient client =
                open(new EnrolLimits(64, 2, 1_000, 0, 1_000, 0, Duration.ofMinutes(5)), true);
        SSLSocket one = client.connect();
        one.startHandshake();
        SSLSocket two = client.connect();
        two.startHandshake();

        assertThatThrownBy(() -> client.get("/ca")).isInstanceOf(IOException.class);
        assertThat(listeners.getFirst().connections()).isEqualTo(2);

        one.getOutputStream().write("GET /ca HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(Answer.read(one.getInputStream()).status()).isEqualTo(200);
        one.close();
        two.close();
        listeners.getFirst().closeGently();
        assertThat(listeners.getFirst().connections()).isZero();
    }

    // Promise P59
    @Test
    void without_an_open_token_a_stranger_gets_no_further_than_the_handshake() throws IOException {
        EnrolClient client = open();
        strangers.set(false);
        for (String path : List.of("/ca", "/crl", "/")) {
            assertThatThrownBy(() -> client.get(path)).isInstanceOf(IOException.class);
        }
        TlsCa.Held alice = ca().client("alice", "viewer");
        assertThat(client.showing(alice.key(), alice.chain()).get("/ca").status()).isEqualTo(200);
        assertThat(told.lines()).anyMatch(line -> line.startsWith("refused a handshake"));
    }

    @Test
    void a_client_renews_what_it_holds() throws IOException {
        EnrolClient client = open();
        strangers.set(false);
        TlsCa.Held alice = ca().client("alice", "viewer");
        ca().clock.move(Duration.ofDays(25));

        Answer answer = client.showing(alice.key(), alice.chain()).post("/renew", "");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        X509Certificate next =
                Pem.certificates(JSON.readTree(answer.body()).path("certificate").asText(), "it")
                        .getFirst();
        assertThat(next.getPublicKey()).isEqualTo(alice.leaf().getPublicKey());
        assertThat(next.getNotAfter()).isAfter(alice.leaf().getNotAfter());
        assertThat(told.lines()).containsExactly("renewed alice 127.0.0.1");
    }

    @Test
    void a_client_renews_up_to_seven_days_late() throws IOException {
        EnrolClient client = open();
        TlsCa.Held alice = ca().client("alice", "viewer");
        TlsCa.Held bob = ca().client("bob", "viewer", Duration.ofDays(29));
        ca().clock.move(Duration.ofDays(36).plusHours(12));

        assertThat(client.showing(alice.key(), alice.chain()).post("/renew", "").status())
                .isEqualTo(200);
        assertMessage(
                client.showing(bob.key(), bob.chain()).post("/renew", ""),
                403,
                "more than 7 days ago");
    }

    // Promise P63
    @Test
    void nobody_renews_what_was_revoked() throws IOException {
        EnrolClient client = open();
        TlsCa.Held alice = ca().client("alice", "viewer");
        EnrolClient holder = client.showing(alice.key(), alice.chain());
        assertThat(holder.get("/ca").status()).isEqualTo(200);
        ca().elsewhere().revoke(alice.leaf().getSerialNumber(), Revocation.Reason.KEY_COMPROMISE);

        assertMessage(holder.post("/renew", ""), 403, "it was revoked");
        assertThat(told.lines())
                .contains("renewal refused alice 127.0.0.1")
                .anyMatch(line -> line.startsWith("refused POST /renew 127.0.0.1: renewing"));
    }

    // Promise P63
    @Test
    void nobody_renews_without_the_certificate_or_with_one_of_others() throws IOException {
        EnrolClient client = open();
        assertMessage(client.post("/renew", ""), 403, "a renewal needs the certificate");

        TlsCa other = new TlsCa(folder.resolve("other"));
        TlsCa.Held mallory = other.client("mallory", "admin");
        assertThatThrownBy(() -> client.showing(mallory.key(), mallory.chain()).post("/renew", ""))
                .isInstanceOf(IOException.class);

        TlsCa.Held server = ca().serverAsClient();
        assertThatThrownBy(() -> client.showing(server.key(), server.chain()).post("/renew", ""))
                .isInstanceOf(IOException.class);

        TlsCa.Held alice = ca().client("alice", "viewer");
        KeyPair own = EcKeys.generate(Curve.P256, ca().random);
        assertThatThrownBy(() -> client.showing(own.getPrivate(), alice.chain()).post("/renew", ""))
                .as("a certificate that was stolen without its key")
                .isInstanceOf(IOException.class);
    }

    @Test
    void where_renewal_is_off_there_is_no_such_page() throws IOException {
        EnrolClient client = open(ROOMY, false);
        TlsCa.Held alice = ca().client("alice", "viewer");

        assertMessage(
                client.showing(alice.key(), alice.chain()).post("/renew", ""), 404, "no such page");
        assertMessage(client.get("/renew"), 404, "no such page");
    }

    @Test
    void older_versions_of_tls_and_plain_text_are_refused() throws IOException {
        EnrolClient client = open();
        try (SSLSocket old = client.connect("TLSv1.2")) {
            assertThatThrownBy(old::startHandshake).isInstanceOf(SSLException.class);
        }
        try (Socket plain = client.tcp()) {
            plain.getOutputStream()
                    .write("GET /ca HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = plain.getInputStream().readAllBytes();
            assertThat(new String(answer, StandardCharsets.ISO_8859_1)).doesNotContain("HTTP");
        } catch (java.net.SocketException e) {
            // A reset says as much.
            assertThat(e).hasMessageContaining("reset");
        }
    }

    @Test
    void a_clock_that_went_back_issues_nothing() throws IOException {
        EnrolClient client = open();
        ca().clock.move(Duration.ofHours(2));
        TokenText token = token(Optional.empty());
        ca().clock.move(Duration.ofHours(-1));

        assertMessage(
                client.post("/enroll", body(token, "alice")), 403, "the clock went back: it says");
    }

    @Test
    void an_authority_that_cannot_answer_says_nothing_of_this_host() throws Exception {
        EnrolClient client = open();
        TokenText token = token(Optional.empty());
        Path keys = folder.resolve("ca/keys");
        java.nio.file.Files.move(keys, folder.resolve("away"));

        Answer answer = client.post("/enroll", body(token, "alice"));

        assertMessage(answer, 503, "the CA cannot answer now; the log of its host says why");
        assertThat(told.lines()).singleElement().asString().contains("client-1.key is missing");
    }

    @Test
    void whoever_waits_for_a_word_before_the_body_gets_it() throws IOException {
        EnrolClient client = open();
        Answer answer =
                client.raw(
                        "POST /enroll HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2"
                                + "\r\n\r\n{}");
        assertThat(answer.status()).isEqualTo(100);
        assertThat(answer.body()).startsWith("HTTP/1.1 400 Bad Request\r\n");
    }

    @Test
    void an_address_that_is_taken_is_named() throws IOException {
        open();
        EnrolListener.Parts parts =
                new EnrolListener.Parts(
                        ca().authority,
                        trust -> ca().server("localhost").jdkContext(trust),
                        true,
                        ROOMY,
                        told,
                        ca().clock);
        EnrolAddress taken = listeners.getFirst().addresses().getFirst();
        assertThatThrownBy(() -> EnrolListener.open(parts, List.of(taken), () -> true))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(taken.text() + ": ");
    }
}
