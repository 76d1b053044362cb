package io.jsec.cli.ca;

import io.jsec.ca.Authority;
import io.jsec.ca.CaFactory;
import io.jsec.ca.CaSetup;
import io.jsec.ca.CertificateFacts;
import io.jsec.ca.Curve;
import io.jsec.ca.Names;
import io.jsec.ca.Passphrase;
import io.jsec.ca.Secrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jsec ca init}: makes the authority. */
@Command(
        name = "init",
        description = {
            "Make a CA: a root, and below it one issuer for servers and one for clients.",
            "Keys are files of this user's only, locked where there is a passphrase."
        })
final class InitCommand implements CaCommand {
    @Mixin HelpOption help = new HelpOption();
    @Mixin KeyOptions keys = new KeyOptions();

    @Option(
            names = "--names",
            paramLabel = "NAME,…",
            split = ",",
            description = {
                "The domains and ranges of addresses servers may be called by, for ever.",
                "Without it: this host, localhost, loopback and private addresses."
            })
    List<String> names = new ArrayList<>();

    @Option(
            names = "--curve",
            paramLabel = "CURVE",
            description = "The curve of the CA's keys: P-256 (default) or P-384.")
    String curve = Curve.P256.word();

    @Option(names = "--passphrase", description = "Ask for a passphrase that locks the keys.")
    boolean ask;

    @Option(
            names = "--offline-root",
            paramLabel = "DIR",
            description = {
                "Make the root's key in DIR, on a medium that is taken away; docs/ca.md has the",
                "ceremony. The CA issues without it, and needs it to rotate."
            })
    @Nullable String offlineRoot;

    @Option(
            names = "--root-passphrase-file",
            paramLabel = "FILE",
            description = "A file whose first line locks the key of an offline root.")
    @Nullable String rootPassphraseFile;

    private final CaEnvironment environment;

    InitCommand(CaEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public int run() {
        Path directory = keys.place.directory(environment);
        Optional<Path> rootDirectory = Optional.ofNullable(offlineRoot).map(environment::path);
        CaSetup setup =
                new CaSetup(
                        Options.curve(curve),
                        names.isEmpty() ? Names.ofHost(environment.host()) : Names.parse(names),
                        rootDirectory);
        Secrets secrets = secrets(rootDirectory);
        Authority authority =
                CaFactory.create(
                        directory, setup, secrets, environment.clock(), environment.random());
        report(authority, setup, secrets);
        return OK;
    }

    private Secrets secrets(Optional<Path> rootDirectory) {
        if (rootPassphraseFile != null && rootDirectory.isEmpty()) {
            throw LineException.usage(
                    "--root-passphrase-file", "it belongs to --offline-root", "--passphrase-file");
        }
        if (ask && (keys.passphraseFile != null || rootPassphraseFile != null)) {
            throw LineException.usage(
                    "--passphrase", "a file is named too", "one of the two options");
        }
        Optional<Passphrase> own = Optional.empty();
        Optional<Passphrase> root = Optional.empty();
        if (ask) {
            own = Optional.of(Passphrases.askTwice("New passphrase of the CA's keys", environment));
            root =
                    rootDirectory.map(typed ->
                            Passphrases.askTwice("New passphrase of the root's key", environment));
        }
        if (keys.passphraseFile != null) {
            own = read("--passphrase-file", keys.passphraseFile);
        }
        if (rootPassphraseFile != null) {
            root = read("--root-passphrase-file", rootPassphraseFile);
        }
        return new Secrets(own, rootDirectory, root);
    }

    private Optional<Passphrase> read(String option, String file) {
        return Optional.of(Passphrases.longEnough(Passphrases.read(option, file, environment)));
    }

    private void report(Authority authority, CaSetup setup, Secrets secrets) {
        CertificateFacts root = CertificateFacts.of(authority.state().root().certificate());
        environment.say("made the CA " + authority.state().id() + " in " + authority.directory());
        environment.say("  root       SHA-256 " + root.fingerprint());
        environment.say("  until      " + root.notAfter());
        environment.say("  servers    " + setup.names());
        environment.say(
                "  keys       "
                        + setup.curve().word()
                        + (secrets.passphrase().isPresent()
                                ? ", locked by the passphrase"
                                : ", not locked: in files of this user's only"));
        secrets.rootDirectory()
                .ifPresent(path ->
                        environment.say(
                                "  root's key "
                                        + path
                                        + (secrets.rootPassphrase().isPresent()
                                                ? ", locked by its passphrase"
                                                : ", not locked")
                                        + ": take it away now"));
        environment.say("Next: jsec ca issue client NAME --role viewer --out DIR");
    }
}
