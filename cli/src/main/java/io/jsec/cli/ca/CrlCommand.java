package io.jsec.cli.ca;

import io.jsec.ca.Authority;
import io.jsec.ca.Durations;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jsec ca crl}: the lists of revocations, for programs that are not ours. */
@Command(
        name = "crl",
        description = {
            "Write the lists of revocations of all issuers, in PEM, for other programs.",
            "jsec itself needs none: it knows what was revoked at once."
        })
final class CrlCommand implements CaCommand {
    private static final Duration TTL_MIN = Duration.ofHours(1);
    private static final Duration TTL_MAX = Duration.ofDays(365);

    @Mixin HelpOption help = new HelpOption();
    @Mixin KeyOptions keys = new KeyOptions();
    @Mixin RootOptions root = new RootOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The file; an older list in it is replaced. Without it: standard output.")
    String out = "-";

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            description = {
                "When the next list is due, which is when others stop believing this one: 7d,",
                "1h to 365d. The list of an offline root is good for a year."
            })
    String ttl = "7d";

    private final CaEnvironment environment;

    CrlCommand(CaEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public int run() {
        Duration life = Options.span("--ttl", ttl);
        if (life.compareTo(TTL_MIN) < 0 || life.compareTo(TTL_MAX) > 0) {
            throw LineException.usage(
                    "--ttl " + ttl,
                    "lists are good for "
                            + Durations.text(TTL_MIN)
                            + " to "
                            + Durations.text(TTL_MAX),
                    "--ttl 7d");
        }
        Authority authority = keys.place.open(environment, root.secrets(keys, environment));
        PublicFile.write(environment, out, authority.crl(life), "-----BEGIN X509 CRL-----");
        if (!out.equals("-")) {
            environment.say("wrote " + environment.path(out) + ", to be made anew within " + ttl);
        }
        return OK;
    }
}
