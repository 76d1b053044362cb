package io.jsec.cli.ca;

import io.jsec.ca.Authority;
import io.jsec.ca.Credentials;
import io.jsec.ca.EcKeys;
import io.jsec.ca.Issued;
import io.jsec.ca.Leaf;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jsec ca renew}: the same certificate again, for the same key. */
@Command(
        name = "renew",
        description = {
            "Renew a certificate for the same key, names and role, up to 7 days after its end.",
            "--in DIR: cert.pem and ca.pem in a directory are replaced, key.pem stays.",
            "NAME|SERIAL --csr FILE --out DIR: for a key that is elsewhere, proved by a request."
        })
final class RenewCommand implements CaCommand {
    @Mixin HelpOption help = new HelpOption();
    @Mixin KeyOptions keys = new KeyOptions();
    @Mixin OutputOptions output = new OutputOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME|SERIAL",
            description = "With --csr: which certificate.")
    @Nullable String word;

    @Option(
            names = "--in",
            paramLabel = "DIR",
            description = "The directory of cert.pem and key.pem.")
    @Nullable String in;

    @Option(
            names = "--csr",
            paramLabel = "FILE",
            description = "A signing request made with the same key; - for standard input.")
    @Nullable String csr;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "With --csr: where ca.pem and cert.pem go; - for a tar archive.")
    @Nullable String out;

    @Option(
            names = "--if-due",
            description = "With --in: do nothing before two thirds of its life are over.")
    boolean ifDue;

    private final CaEnvironment environment;

    RenewCommand(CaEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public int run() {
        output.check();
        boolean inPlace = in != null && word == null && csr == null && out == null;
        boolean elsewhere = in == null && !ifDue && word != null && csr != null && out != null;
        if (inPlace) {
            return inPlace(environment.path(String.valueOf(in)));
        }
        if (!elsewhere) {
            throw LineException.usage(
                    "jsec ca renew",
                    "it takes --in DIR, or NAME with --csr FILE and --out DIR",
                    "jsec ca renew --help");
        }
        return elsewhere(String.valueOf(word), String.valueOf(csr), String.valueOf(out));
    }

    private int inPlace(Path directory) {
        Credentials.Held held = Credentials.read(directory);
        PublicKey half = held.leaf().getPublicKey();
        if (!EcKeys.match(held.key(), half, environment.random())) {
            throw LineException.denied(
                    "renewing " + directory,
                    Credentials.KEY_FILE + " is not the key of " + Credentials.CHAIN_FILE,
                    "jsec ca issue");
        }
        Authority authority = keys.unlock(environment);
        Optional<Leaf> known = authority.state().leaf(held.leaf().getSerialNumber());
        boolean early =
                known.isPresent()
                        && environment.clock().instant().isBefore(known.get().renewalDue());
        if (ifDue && early) {
            environment.say("not due before " + known.orElseThrow().renewalDue());
            return OK;
        }
        Issued issued = authority.renew(held.leaf(), half);
        Credentials.replace(directory, issued);
        IssuedReport.write(
                environment,
                output,
                "renewed",
                issued,
                List.of(
                        directory.resolve(Credentials.ROOTS_FILE).toString(),
                        directory.resolve(Credentials.CHAIN_FILE).toString()));
        return OK;
    }

    private int elsewhere(String name, String request, String target) {
        Holder holder = new Holder(environment, target);
        Authority authority = keys.unlock(environment);
        PublicKey key = Inputs.signingKey(request, environment);
        List<Leaf> named = Choice.some(authority.state(), name, "renewing");
        Leaf leaf =
                named.reversed().stream()
                        .filter(one -> one.certificate().getPublicKey().equals(key))
                        .findFirst()
                        .orElse(named.getLast());
        Issued issued =
                holder.keep(Optional.empty(), () -> authority.renew(leaf.certificate(), key));
        IssuedReport.write(
                environment, output, "renewed", issued, holder, holder.files(Optional.empty()));
        return OK;
    }
}
