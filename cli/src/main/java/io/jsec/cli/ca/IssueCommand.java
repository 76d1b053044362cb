package io.jsec.cli.ca;

import io.jsec.ca.AltName;
import io.jsec.ca.Authority;
import io.jsec.ca.Curve;
import io.jsec.ca.EcKeys;
import io.jsec.ca.Issued;
import io.jsec.ca.LeafRequest;
import io.jsec.ca.Purpose;
import io.jsec.ca.Role;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jsec ca issue}: a certificate for a server or a client. */
@Command(
        name = "issue",
        description = {
            "Issue a certificate for a server or a client.",
            "server NAME… for host names and addresses, client NAME --role ROLE. Leaves ca.pem,",
            "cert.pem and key.pem in a directory; nothing there is ever written over."
        })
final class IssueCommand implements CaCommand {
    @Mixin HelpOption help = new HelpOption();
    @Mixin KeyOptions keys = new KeyOptions();
    @Mixin OutputOptions output = new OutputOptions();

    @Parameters(index = "0", paramLabel = "server|client", description = "What it is for.")
    String purpose = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "NAME",
            description = "A client's name, or a server's host names and addresses.")
    List<String> names = new ArrayList<>();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "A client's role: viewer, operator, … or deployer@team=a.")
    @Nullable String role;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            description = {
                "How long it is valid: 24h for servers, at most that; 30d for clients, at",
                "most 90d."
            })
    @Nullable String ttl;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The directory of the files; - for a tar archive on standard output.")
    String out = "";

    @Option(
            names = "--csr",
            paramLabel = "FILE",
            description = {
                "Take the key from a signing request, - for standard input, and write no",
                "key.pem. Names and role in it do not count."
            })
    @Nullable String csr;

    private final CaEnvironment environment;

    IssueCommand(CaEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public int run() {
        output.check();
        Purpose wanted = Options.purpose(purpose);
        List<AltName> typed = names.stream().map(name -> Options.name(wanted, name)).toList();
        Optional<Role> asked =
                Optional.ofNullable(role).map(word -> Options.role(environment, word));
        Duration life = ttl == null ? wanted.lifetime() : Options.span("--ttl", ttl);
        Holder holder = new Holder(environment, out);
        Authority authority = keys.unlock(environment);
        Optional<PrivateKey> own = Optional.empty();
        PublicKey key;
        if (csr == null) {
            KeyPair pair = EcKeys.generate(Curve.P256, environment.random());
            own = Optional.of(pair.getPrivate());
            key = pair.getPublic();
        } else {
            key = Inputs.signingKey(csr, environment);
        }
        LeafRequest request = new LeafRequest(wanted, typed, asked, life, key);
        Issued issued = holder.keep(own, () -> authority.issue(request));
        IssuedReport.write(environment, output, "issued", issued, holder, holder.files(own));
        return OK;
    }
}
