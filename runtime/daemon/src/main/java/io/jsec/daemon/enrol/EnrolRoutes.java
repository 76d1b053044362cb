package io.jsec.daemon.enrol;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.jsec.ca.AltName;
import io.jsec.ca.Authority;
import io.jsec.ca.CaException;
import io.jsec.ca.Issued;
import io.jsec.ca.Leaf;
import io.jsec.ca.Pem;
import io.jsec.ca.Role;
import io.jsec.ca.SigningRequest;
import io.jsec.ca.TokenText;
import java.io.IOException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The four routes: what is asked of the authority, and what it says. Safe for several threads. */
final class EnrolRoutes {
    /** How long programs of others may use a list that was fetched here. */
    private static final Duration CRL_VALIDITY = Duration.ofHours(24);

    /** Each list is a record of the state: nobody makes one grow by asking. */
    private static final Duration CRL_KEPT = Duration.ofHours(1);

    private static final Set<String> FIELDS = Set.of("token", "request", "name");
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final Authority authority;
    private final boolean renewal;
    private final Enrolments told;
    private final Clock clock;

    private record Lists(String pem, int revocations, Instant made) {}

    @GuardedBy("this")
    private Optional<Lists> lists = Optional.empty();

    EnrolRoutes(Authority authority, boolean renewal, Enrolments told, Clock clock) {
        this.authority = authority;
        this.renewal = renewal;
        this.told = told;
        this.clock = clock;
    }

    /**
     * Answers a request.
     *
     * @param shown the client certificate of the connection, where there is one
     * @param source the address of the client
     */
    Reply answer(HttpRequest request, Optional<X509Certificate> shown, String source) {
        String what = request.method() + " " + request.path();
        try {
            return switch (what) {
                case "GET /ca" -> roots();
                case "GET /crl" -> Reply.pem(revocations());
                case "POST /enroll" -> enrol(request.body(), source);
                case "POST /renew" -> renew(request.body(), shown, source);
                default -> other(request.path());
            };
        } catch (CaException e) {
            return refusal(what, source, e);
        }
    }

    private Reply refusal(String what, String source, CaException e) {
        String why = String.valueOf(e.getMessage());
        // What is wrong with files of this host is no client's affair.
        boolean own = why.contains(authority.directory().toString());
        if (own || e.kind() == CaException.Kind.FAILED) {
            told.failed(what, e);
            return Reply.message(503, "the CA cannot answer now; the log of its host says why");
        }
        told.refused(what, source, why);
        return Reply.message(403, why);
    }

    private Reply other(String path) {
        boolean known =
                Set.of("/ca", "/crl", "/enroll").contains(path)
                        || (renewal && path.equals("/renew"));
        return known
                ? Reply.message(405, path + " is not asked for this way")
                : Reply.message(404, "there is no such page: this port enrols clients");
    }

    private Reply roots() {
        authority.refresh();
        return Reply.pem(Pem.of(authority.state().roots(clock.instant())));
    }

    private synchronized String revocations() {
        authority.refresh();
        Instant now = clock.instant();
        int count = authority.state().revocations().size();
        boolean fresh =
                lists.filter(known -> known.revocations() == count)
                        .filter(known -> now.isBefore(known.made().plus(CRL_KEPT)))
                        .isPresent();
        if (!fresh) {
            lists = Optional.of(new Lists(authority.crl(CRL_VALIDITY), count, now));
        }
        return lists.orElseThrow().pem();
    }

    private Reply enrol(String body, String source) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (IOException e) {
            return Reply.message(400, "the body is no JSON");
        }
        Optional<String> wrong = wrong(json);
        if (wrong.isPresent()) {
            return Reply.message(400, wrong.get());
        }
        PublicKey key = SigningRequest.key(json.get("request").textValue(), "the signing request");
        Optional<AltName.Client> name = Optional.empty();
        if (json.has("name")) {
            String typed = json.get("name").textValue();
            if (!(AltName.client(typed).orElse(null) instanceof AltName.Client client)) {
                return Reply.message(400, "the name is none that a client can have");
            }
            name = Optional.of(client);
        }
        Issued issued = redeemed(json.get("token").textValue(), name, key, source);
        told.enrolled(issued.leaf(), source);
        return Reply.json(200, json(issued));
    }

    private Issued redeemed(
            String token, Optional<AltName.Client> name, PublicKey key, String source) {
        try {
            return authority.redeem(TokenText.parse(token), name, key);
        } catch (CaException e) {
            // A name or a key that is refused says nothing against the token.
            if (String.valueOf(e.getMessage()).startsWith("the token refused")) {
                told.tokenRefused(source);
            }
            throw e;
        }
    }

    /** What is wrong with the fields of a body, if anything is. */
    private static Optional<String> wrong(JsonNode json) {
        if (!json.isObject()) {
            return Optional.of("the body is no JSON object");
        }
        for (java.util.Map.Entry<String, JsonNode> field : json.properties()) {
            if (!FIELDS.contains(field.getKey())) {
                return Optional.of("the body has a field that is none of token, request, name");
            }
            if (!field.getValue().isTextual()) {
                return Optional.of(field.getKey() + " is no text");
            }
        }
        return json.has("token") && json.has("request")
                ? Optional.empty()
                : Optional.of("token and request belong into the body");
    }

    private Reply renew(String body, Optional<X509Certificate> shown, String source) {
        if (!renewal) {
            return other("/renew");
        }
        if (!body.isEmpty()) {
            return Reply.message(400, "a renewal has no body");
        }
        if (shown.isEmpty()) {
            return Reply.message(403, "a renewal needs the certificate that is to be renewed");
        }
        X509Certificate old = shown.get();
        try {
            Issued issued = authority.renew(old, old.getPublicKey());
            told.renewed(issued.leaf(), source);
            return Reply.json(200, json(issued));
        } catch (CaException e) {
            if (e.kind() == CaException.Kind.REFUSED) {
                authority
                        .state()
                        .leaf(old.getSerialNumber())
                        .ifPresent(leaf -> told.renewalRefused(leaf, source));
            }
            throw e;
        }
    }

    private static ObjectNode json(Issued issued) {
        Leaf leaf = issued.leaf();
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", leaf.nameTexts().getFirst())
                .put("role", leaf.role().map(Role::text).orElse(""))
                .put("serial", leaf.serial().toString(16))
                .put("notAfter", leaf.notAfter().toString())
                .put("renewalDue", leaf.renewalDue().toString())
                .put("ca", Pem.of(issued.roots()))
                .put("certificate", Pem.of(issued.chain()));
    }
}
