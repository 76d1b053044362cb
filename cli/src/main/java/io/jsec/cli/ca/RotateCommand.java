package io.jsec.cli.ca;

import io.jsec.ca.Authority;
import io.jsec.ca.CertificateFacts;
import io.jsec.ca.Durations;
import io.jsec.ca.Issuer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jsec ca rotate}: new issuers in the place of old ones. */
@Command(
        name = "rotate",
        description = {
            "Replace the issuer of servers or of clients, or the root with both.",
            "What is replaced stays trusted for a while, and so does what it issued."
        })
final class RotateCommand implements CaCommand {
    private static final List<String> PARTS = List.of("server", "client", "root");

    @Mixin HelpOption help = new HelpOption();
    @Mixin KeyOptions keys = new KeyOptions();
    @Mixin RootOptions root = new RootOptions();

    @Parameters(paramLabel = "server|client|root", description = "What is replaced.")
    String part = "";

    @Option(
            names = "--overlap",
            paramLabel = "TIME",
            description = {
                "How long what is replaced stays trusted: 90d, as long as clients live. After a",
                "theft of its key: 0s."
            })
    String overlap = "90d";

    private final CaEnvironment environment;

    RotateCommand(CaEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public int run() {
        if (!PARTS.contains(part)) {
            throw LineException.usage(
                    "jsec ca rotate " + part, "there is no such part", String.join(", ", PARTS));
        }
        Duration both = Options.span("--overlap", overlap);
        Authority authority = keys.place.open(environment, root.secrets(keys, environment));
        Set<String> before = new HashSet<>();
        authority.state().issuers().forEach(issuer -> before.add(issuer.key()));
        for (Issuer issuer : authority.rotate(part, both)) {
            if (!before.contains(issuer.key())) {
                CertificateFacts facts = CertificateFacts.of(issuer.certificate());
                environment.say(
                        "made "
                                + issuer.key()
                                + ", until "
                                + facts.notAfter()
                                + ", SHA-256 "
                                + facts.fingerprint());
            }
        }
        environment.say(
                both.isZero()
                        ? "What it replaces is trusted no longer: issue everything anew."
                        : "What it replaces stays trusted for " + Durations.text(both) + ".");
        if (part.equals("root")) {
            environment.say("Everybody needs the new ca.pem before that: jsec ca export");
        }
        return OK;
    }
}
