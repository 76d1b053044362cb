package io.jsec.cli.ca;

import io.jsec.ca.Issuer;
import io.jsec.ca.Pem;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jsec ca export}: the public half, for other machines. */
@Command(
        name = "export",
        description = {
            "Write the certificates of the roots that are trusted now, in PEM.",
            "That is the ca.pem of other machines; no key is in it."
        })
final class ExportCommand implements CaCommand {
    @Mixin HelpOption help = new HelpOption();
    @Mixin PlaceOptions place = new PlaceOptions();

    @Option(names = "--intermediates", description = "Write the issuers below them too.")
    boolean intermediates;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The file; certificates in it are replaced. Without it: standard output.")
    String out = "-";

    private final CaEnvironment environment;

    ExportCommand(CaEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public int run() {
        Instant now = environment.clock().instant();
        var state = place.open(environment).state();
        List<X509Certificate> chosen = new ArrayList<>(state.roots(now));
        for (Issuer issuer : intermediates ? state.issuers() : List.<Issuer>of()) {
            if (issuer.purpose().isPresent() && issuer.trusted(now)) {
                chosen.add(issuer.certificate());
                issuer.cross().ifPresent(chosen::add);
            }
        }
        PublicFile.write(environment, out, Pem.of(chosen), "-----BEGIN CERTIFICATE-----");
        return OK;
    }
}
