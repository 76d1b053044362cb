package io.jsec.cli.ca;

import io.jsec.ca.AltName;
import io.jsec.ca.Authority;
import io.jsec.ca.Durations;
import io.jsec.ca.Purpose;
import io.jsec.ca.Role;
import io.jsec.ca.Token;
import io.jsec.ca.TokenRequest;
import io.jsec.ca.TokenText;
import io.jsec.daemon.enrol.EnrolAddress;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jsec ca token}: lets one client get its certificate by itself. */
@Command(
        name = "token",
        description = {
            "Make a token, by which somebody gets one client certificate: jsec enroll HOST TOKEN.",
            "The token alone is printed on standard output. It works once, and not for long;",
            "whoever has it can be that client, so it goes to him alone."
        })
final class TokenCommand implements CaCommand {
    @Mixin HelpOption help = new HelpOption();
    @Mixin KeyOptions keys = new KeyOptions();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "The role of the certificate: viewer, operator, … or deployer@team=a.")
    @Nullable String role;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = {
                "The name of the client. Without it whoever enrols says one that nobody has or",
                "had."
            })
    @Nullable String name;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            description = "How long the token can be used: 10m unless said, 10s to 24h.")
    String ttl = Durations.text(TokenRequest.TTL);

    @Option(
            names = "--lifetime",
            paramLabel = "TIME",
            description = "How long the certificate is valid: 30d unless said, at most 90d.")
    String lifetime = Durations.text(Purpose.CLIENT.lifetime());

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS[:PORT]",
            description = {
                "Serve it here, on a loopback or private address, until it was used or is over:",
                "for where no engine with TLS runs. Port 2378 unless said."
            })
    @Nullable String listen;

    @Option(
            names = "--cancel",
            paramLabel = "ID",
            description = "Take back a token that was not used yet; jsec ca list shows them.")
    @Nullable String cancel;

    private final CaEnvironment environment;

    TokenCommand(CaEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public int run() {
        if (cancel != null) {
            return cancelled(cancel);
        }
        if (role == null) {
            throw LineException.usage(
                    "jsec ca token",
                    "a certificate without a role could do nothing",
                    "--role viewer");
        }
        Role asked = Options.role(environment, role);
        TokenRequest request =
                new TokenRequest(
                        asked,
                        Optional.ofNullable(name).map(Options::clientName),
                        Options.span("--ttl", ttl),
                        Options.span("--lifetime", lifetime));
        return listen == null ? made(request) : served(request, Options.enrolAddress(listen));
    }

    private int made(TokenRequest request) {
        Authority authority = keys.place.open(environment);
        TokenText text = authority.grant(request);
        print(authority, text);
        tell("An engine with TLS on this host takes it at its port " + EnrolAddress.PORT + ";");
        tell("where none runs: jsec ca token --listen ADDRESS.");
        return OK;
    }

    private int served(TokenRequest request, EnrolAddress address) {
        Authority authority = keys.unlock(environment);
        return new TokenServer(environment, authority)
                .serve(request, address, text -> print(authority, text));
    }

    private void print(Authority authority, TokenText text) {
        Token token = authority.state().token(text.id()).orElseThrow();
        tell(
                "token "
                        + token.id()
                        + " for "
                        + token.name().map(AltName.Client::text).orElse("a client")
                        + " ("
                        + token.role()
                        + "), until "
                        + token.until().truncatedTo(ChronoUnit.SECONDS));
        environment.say(text.text());
        tell(
                "There: jsec enroll HOST TOKEN"
                        + (token.name().isPresent() ? "" : " --name NAME")
                        + ", or - in its place and the token on standard input.");
    }

    private int cancelled(String id) {
        if (role != null || name != null || listen != null) {
            throw LineException.usage("--cancel " + id, "it stands alone", "--cancel " + id);
        }
        Token.Standing before = keys.place.open(environment).cancel(id);
        if (before != Token.Standing.OPEN) {
            throw LineException.denied(
                    "cancelling " + id,
                    "it is " + before.word() + " already",
                    before == Token.Standing.USED
                            ? "jsec ca revoke the certificate it was used for"
                            : "nothing: nobody can use it");
        }
        environment.say("cancelled " + id);
        return OK;
    }

    private void tell(String line) {
        environment.err().println(line);
        environment.err().flush();
    }
}
