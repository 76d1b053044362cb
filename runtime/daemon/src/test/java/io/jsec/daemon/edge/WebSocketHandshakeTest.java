package io.jsec.daemon.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.ca.AltName;
import io.jsec.ca.Identity;
import io.jsec.ca.Purpose;
import io.jsec.ca.Role;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What begins a WebSocket and what does not. */
class WebSocketHandshakeTest {
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final Peer USER = new Peer(1, 1000, 1000, List.of());
    private static final Peer HOLDER =
            Peer.of(
                    new Identity(
                            Purpose.CLIENT,
                            List.of(new AltName.Dns("ann")),
                            Optional.of(new Role("admin")),
                            BigInteger.TWO,
                            BigInteger.ONE,
                            Instant.MAX));

    private static HttpRequest head() {
        HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/ws");
        head.headers()
                .set("Host", "engine:2376")
                .set("Connection", "keep-alive, Upgrade")
                .set("Upgrade", "WebSocket")
                .set("Sec-WebSocket-Version", "13")
                .set("Sec-WebSocket-Key", KEY);
        return head;
    }

    private static Map<String, String> answer(HttpRequest head, Peer peer) {
        RequestBody body =
                new RequestBody(
                        new Inbox(() -> {}),
                        new Outbox(new io.netty.channel.embedded.EmbeddedChannel()),
                        EdgeLimits.standard(),
                        false);
        return WebSocketHandshake.answer(new Request(head, peer, body, new Gone()));
    }

    @Test
    void the_key_of_the_standard_has_the_answer_of_the_standard() {
        assertThat(answer(head(), USER))
                .containsOnly(
                        Map.entry("Upgrade", "websocket"),
                        Map.entry("Connection", "Upgrade"),
                        Map.entry("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Connection | close | 400 | does not ask for it",
                "Upgrade | tcp | 400 | does not ask for it",
                "Sec-WebSocket-Version | 8 | 426 | only version 13 is spoken here",
                "Sec-WebSocket-Key | '' | 400 | not 16 bytes in base64",
                "Sec-WebSocket-Key | c2hvcnQ= | 400 | not 16 bytes in base64",
                "Sec-WebSocket-Key | ?????????????????????? | 400 | not 16 bytes in base64",
                "Sec-WebSocket-Protocol | chat, superchat | 400 | is not one name",
            })
    void what_is_missing_or_wrong_is_said(String field, String value, int status, String why) {
        HttpRequest head = head();
        head.headers().set(field, value);

        assertThatThrownBy(() -> answer(head, USER))
                .isInstanceOfSatisfying(
                        StatusException.class,
                        e -> {
                            assertThat(e.status()).isEqualTo(status);
                            assertThat(e.sentence())
                                    .startsWith("WebSocket refused: ")
                                    .contains(why, ". Instead: ");
                        });
    }

    @Test
    void only_a_get_begins_one() {
        HttpRequest head = head().setMethod(HttpMethod.POST);

        assertThatThrownBy(() -> answer(head, USER)).hasMessageContaining("does not ask for it");
    }

    @Test
    void the_only_protocol_that_is_offered_is_agreed_to() {
        HttpRequest head = head();
        head.headers().set("Sec-WebSocket-Protocol", "binary");

        assertThat(answer(head, USER)).containsEntry("Sec-WebSocket-Protocol", "binary");
        head.headers().add("Sec-WebSocket-Protocol", "other");
        assertThatThrownBy(() -> answer(head, USER)).hasMessageContaining("is not one name");
    }

    // Promise P65
    @ParameterizedTest
    @CsvSource({
        "https://engine:2376, true",
        "http://ENGINE:2376, true",
        "https://engine, false",
        "https://evil.example, false",
        "https://evil.example/engine:2376, false",
        "null, false"
    })
    void a_page_of_another_site_gets_nothing_by_its_readers_certificate(
            String origin, boolean served) {
        HttpRequest head = head();
        head.headers().set("Origin", origin);

        assertThat(answer(head, USER)).isNotEmpty();
        if (served) {
            assertThat(answer(head, HOLDER)).isNotEmpty();
        } else {
            assertThatThrownBy(() -> answer(head, HOLDER))
                    .isInstanceOfSatisfying(
                            StatusException.class, e -> assertThat(e.status()).isEqualTo(403));
        }
    }
}
