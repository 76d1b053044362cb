package io.jsec.cli.ca;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.ca.CaException;
import io.jsec.ca.CertificateFacts;
import io.jsec.ca.Credentials;
import io.jsec.ca.Curve;
import io.jsec.ca.EcKeys;
import io.jsec.ca.Pem;
import io.jsec.ca.Purpose;
import io.jsec.ca.SigningRequest;
import io.jsec.ca.TokenText;
import io.jsec.ca.Trust;
import io.jsec.ca.Validator;
import io.jsec.ca.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jsec enroll}: gets a client's certificate for a token, and renews it. */
@Command(
        name = "enroll",
        description = {
            "Get a client certificate of an engine's CA for a token of jsec ca token, or renew it.",
            "The key is made here and stays here. The server is known by the token: one of another",
            "CA is refused before anything is sent. Nothing is ever written over."
        })
final class EnrollCommand implements CaCommand {
    private static final int TOKEN_BYTES_MAX = 4_096;

    @Mixin HelpOption help = new HelpOption();

    @Parameters(
            index = "0",
            paramLabel = "HOST[:PORT]",
            description = "Where the token was made; port 2378 unless said.")
    String host = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TOKEN",
            description = {
                "What jsec ca token printed; - for standard input, since command lines are",
                "everybody's to read."
            })
    @Nullable String token;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The name of this client, where the token names none.")
    @Nullable String name;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = {
                "The directory of ca.pem, cert.pem and key.pem. Without it:",
                "~/.config/jsec/certs/HOST."
            })
    @Nullable String out;

    @Option(
            names = "--renew",
            description = {
                "Renew the certificate that is there, for the same key: no token is needed, up to",
                "7 days after its end."
            })
    boolean renew;

    @Option(
            names = "--if-due",
            description = "With --renew: do nothing before two thirds of its life are over.")
    boolean ifDue;

    @Option(
            names = "--install-timer",
            description = {
                "Have systemd renew it when it is due: of this user, or of the system for root.",
                "Without a token and --renew: for the certificate that is there."
            })
    boolean installTimer;

    @Option(names = "--uninstall-timer", description = "Take that back, and nothing else.")
    boolean uninstallTimer;

    private final CaEnvironment environment;

    EnrollCommand(CaEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public int run() {
        EnrolServer server = EnrolServer.parse(host);
        Path directory =
                out == null
                        ? environment.certificates().resolve(server.name().text())
                        : environment.path(out);
        if (uninstallTimer) {
            return uninstalled(directory);
        }
        if (installTimer) {
            return timed(server, directory);
        }
        return obtained(server, directory);
    }

    private int uninstalled(Path directory) {
        if (installTimer || renew || ifDue || token != null || name != null) {
            throw LineException.usage(
                    "--uninstall-timer",
                    "it goes with HOST and --out only",
                    "jsec enroll --uninstall-timer " + host);
        }
        new Renewals(environment, host, directory, Duration.ZERO).uninstall();
        return OK;
    }

    /** With a timer for what was got, or is there. */
    private int timed(EnrolServer server, Path directory) {
        // The token works once: what would be in the timer's way is found before.
        new Renewals(environment, host, directory, Duration.ZERO).check();
        if (renew || token != null) {
            obtained(server, directory);
        } else if (ifDue || name != null) {
            throw LineException.usage(
                    "--install-timer with --if-due or --name",
                    "they belong to --renew and to a token",
                    "jsec enroll --install-timer " + host);
        }
        X509Certificate leaf = Credentials.read(directory).leaf();
        Duration life =
                Duration.between(leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant());
        new Renewals(environment, host, directory, life).install();
        return OK;
    }

    private int obtained(EnrolServer server, Path directory) {
        if (renew) {
            if (token != null || name != null) {
                throw LineException.usage(
                        "jsec enroll --renew",
                        "a renewal takes no token and no name",
                        "jsec enroll --renew " + host);
            }
            return renewed(server, directory);
        }
        if (ifDue || token == null) {
            throw LineException.usage(
                    ifDue ? "--if-due" : "jsec enroll " + host,
                    ifDue ? "it belongs to --renew" : "the token is missing",
                    "jsec enroll HOST TOKEN, or jsec enroll --renew HOST");
        }
        Optional<String> client =
                Optional.ofNullable(name).map(Options::clientName).map(one -> one.text());
        return enrolled(server, TokenText.parse(typed(token)), client, directory);
    }

    private String typed(String word) {
        return word.equals("-") ? Inputs.text("-", "", TOKEN_BYTES_MAX, environment) : word;
    }

    private int enrolled(
            EnrolServer server, TokenText text, Optional<String> client, Path directory) {
        KeyPair pair = EcKeys.generate(Curve.P256, environment.random());
        Credentials files = Credentials.begin(directory, Optional.of(pair.getPrivate()));
        try {
            X509Certificate root = server.root(text, environment.random());
            String request = SigningRequest.of(pair, environment.random());
            JsonNode answer = server.enrol(root, text, request, client, environment);
            Given given = given(server, answer, pair.getPublic(), List.of(root));
            files.finish(given.chain(), given.roots());
            report("enrolled", given, server, directory);
            return OK;
        } catch (CaException | LineException e) {
            files.abandon(e);
            throw e;
        }
    }

    private int renewed(EnrolServer server, Path directory) {
        Credentials.Held held = Credentials.read(directory);
        Instant from = held.leaf().getNotBefore().toInstant();
        Duration life = Duration.between(from, held.leaf().getNotAfter().toInstant());
        Instant due = from.plus(life.multipliedBy(2).dividedBy(3));
        if (ifDue && environment.clock().instant().isBefore(due)) {
            environment.say("not due before " + due);
            return OK;
        }
        List<X509Certificate> roots = certificates(directory.resolve(Credentials.ROOTS_FILE));
        List<X509Certificate> chain = certificates(directory.resolve(Credentials.CHAIN_FILE));
        JsonNode answer = server.renew(roots, held.key(), chain, environment);
        Given given = given(server, answer, held.leaf().getPublicKey(), roots);
        Credentials.replace(directory, given.chain(), given.roots());
        report("renewed", given, server, directory);
        return OK;
    }

    private static List<X509Certificate> certificates(Path file) {
        try {
            return Pem.certificates(
                    Files.readString(file, StandardCharsets.ISO_8859_1), file.toString());
        } catch (IOException e) {
            throw LineException.failed("reading " + file, e, "jsec enroll with a new token");
        }
    }

    /** What the server gave, after it was judged. */
    private record Given(List<X509Certificate> chain, List<X509Certificate> roots) {}

    private Given given(
            EnrolServer server, JsonNode answer, PublicKey key, List<X509Certificate> trusted) {
        String what = "what " + server.text() + " answers";
        List<X509Certificate> chain = Pem.certificates(answer.path("certificate").asText(), what);
        List<X509Certificate> roots = Pem.certificates(answer.path("ca").asText(), what);
        Verdict verdict =
                new Validator(Trust.of(trusted))
                        .validate(
                                chain.stream().map(Pem::der).toList(),
                                Purpose.CLIENT,
                                environment.clock().instant());
        String wrong =
                switch (verdict) {
                    case Verdict.Accepted accepted -> "";
                    case Verdict.Refused refused -> refused.sentence();
                };
        if (wrong.isEmpty() && !chain.getFirst().getPublicKey().equals(key)) {
            wrong = "the certificate is for another key";
        }
        if (!wrong.isEmpty()) {
            throw LineException.denied(what, wrong, "the clocks of both hosts, and its log");
        }
        return new Given(chain, roots);
    }

    private void report(String done, Given given, EnrolServer server, Path directory) {
        CertificateFacts facts = CertificateFacts.of(given.chain().getFirst());
        String host = server.name().text();
        environment.say(
                done
                        + " "
                        + facts.names().getFirst()
                        + " ("
                        + facts.role().orElse("")
                        + "), until "
                        + facts.notAfter());
        environment.say("  files   " + directory + "/{ca,cert,key}.pem");
        if (!renew) {
            String url = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
            environment.say("  use     export DOCKER_HOST=tcp://" + url + ":2376");
            environment.say("          export DOCKER_TLS_VERIFY=1 DOCKER_CERT_PATH=" + directory);
            environment.say("          docker ps        # or jsec ps");
            if (installTimer) {
                return;
            }
            environment.say(
                    "  renew   jsec enroll --renew --if-due "
                            + this.host
                            + (out == null ? "" : " --out " + directory)
                            + "        # daily; --install-timer does it");
        }
    }
}
