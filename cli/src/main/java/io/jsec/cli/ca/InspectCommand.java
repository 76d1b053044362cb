package io.jsec.cli.ca;

import io.jsec.ca.Authority;
import io.jsec.ca.CertificateFacts;
import io.jsec.ca.CrlFacts;
import io.jsec.ca.Issuer;
import io.jsec.ca.Leaf;
import io.jsec.ca.Pem;
import io.jsec.ca.Purpose;
import io.jsec.ca.Validator;
import io.jsec.ca.Verdict;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jsec ca inspect}: what a certificate says, and whether it would be accepted. */
@Command(
        name = "inspect",
        description = {
            "Show certificates and lists of revocations, and judge them.",
            "Takes a file, or a certificate of this CA by number or name. Where there is a CA",
            "here, its strict validator judges the chain; exit status 1: it is refused."
        })
final class InspectCommand implements CaCommand {
    @Mixin HelpOption help = new HelpOption();
    @Mixin PlaceOptions place = new PlaceOptions();
    @Mixin OutputOptions output = new OutputOptions();

    @Parameters(
            paramLabel = "FILE|SERIAL|NAME",
            description = "A file in PEM, - for standard input, or a certificate of this CA.")
    String word = "";

    private final CaEnvironment environment;

    InspectCommand(CaEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public int run() {
        output.check();
        boolean file = word.equals("-") || Files.exists(environment.path(word));
        Inspected inspected = file ? file() : issued();
        output.write(environment, "ca-inspect", inspected::table, inspected::json);
        return inspected.refused() ? DENIED : OK;
    }

    private Inspected file() {
        String text = Inputs.text(word, "", Pem.TEXT_BYTES_MAX, environment);
        if (text.contains("PRIVATE KEY-----")) {
            throw LineException.denied(
                    "inspecting " + word, "there is a private key in it", "the certificate's file");
        }
        List<CrlFacts> lists = CrlFacts.in(text, word);
        List<X509Certificate> chain =
                lists.isEmpty() || text.contains("BEGIN CERTIFICATE")
                        ? Pem.certificates(text, word)
                        : List.of();
        Path directory = place.directory(environment);
        boolean authority =
                place.ca != null
                        || Files.exists(
                                directory.resolve(Authority.STATE_FILE), LinkOption.NOFOLLOW_LINKS);
        Optional<Verdict> verdict =
                authority ? judge(place.open(environment), chain) : Optional.empty();
        return new Inspected(word, facts(chain), lists, verdict);
    }

    private Inspected issued() {
        Authority authority = place.open(environment);
        Optional<Issuer> issuer = Choice.serial(word).flatMap(authority.state()::issuer);
        if (issuer.isPresent()) {
            List<X509Certificate> one = List.of(issuer.get().certificate());
            return new Inspected(word, facts(one), List.of(), Optional.empty());
        }
        Leaf leaf = Choice.some(authority.state(), word, "inspecting").getLast();
        List<X509Certificate> chain = List.of(leaf.certificate());
        return new Inspected(word, facts(chain), List.of(), judge(authority, chain));
    }

    private static List<CertificateFacts> facts(List<X509Certificate> chain) {
        return chain.stream().map(CertificateFacts::of).toList();
    }

    /** The validator's word about a chain that begins with a leaf. */
    private Optional<Verdict> judge(Authority authority, List<X509Certificate> chain) {
        if (chain.isEmpty() || chain.getFirst().getBasicConstraints() >= 0) {
            return Optional.empty();
        }
        boolean server =
                CertificateFacts.of(chain.getFirst()).kind() == CertificateFacts.Kind.SERVER;
        List<byte[]> sent = new ArrayList<>();
        for (X509Certificate one : chain) {
            sent.add(Pem.der(one));
        }
        return Optional.of(
                new Validator(authority.trust())
                        .validate(
                                sent,
                                server ? Purpose.SERVER : Purpose.CLIENT,
                                environment.clock().instant()));
    }
}
