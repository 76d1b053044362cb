package io.jsec.cli;

import io.jsec.cli.client.EngineAddress;
import io.jsec.cli.client.TlsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a client asks over TLS, and with which files: docker's options and variables. */
final class ClientTls {
    private ClientTls() {}

    /**
     * The address of an engine that was named.
     *
     * @throws CliException where TLS is asked for that verifies nobody
     */
    static EngineAddress address(Environment environment, EngineOptions.Tls options, String text) {
        if (!text.startsWith("tcp://")) {
            return EngineAddress.parse(text);
        }
        boolean variable = environment.variable("DOCKER_TLS_VERIFY").isPresent();
        boolean verify = options.verify().orElse(variable);
        boolean asked =
                options.unverified()
                        || options.verify().isPresent()
                        || environment.variable("DOCKER_TLS").isPresent();
        if (verify) {
            return EngineAddress.secure(text, files(environment, options, text));
        }
        if (asked) {
            throw CliException.refused(
                    Code.UNSUPPORTED,
                    options.unverified() ? "--tls" : "TLS without --tlsverify",
                    "it would talk to whoever answers, and show him the certificate",
                    "--tlsverify, or DOCKER_TLS_VERIFY=1");
        }
        return EngineAddress.parse(text);
    }

    /** Each file where it is named, else in the directory of them. */
    private static TlsFiles files(Environment environment, EngineOptions.Tls options, String text) {
        TlsFiles found = TlsFiles.of(directory(environment, text));
        Map<String, String> named = options.files();
        return new TlsFiles(
                named(environment, named, "--tlscacert").orElse(found.roots()),
                named(environment, named, "--tlscert").orElse(found.chain()),
                named(environment, named, "--tlskey").orElse(found.key()));
    }

    private static Optional<Path> named(
            Environment environment, Map<String, String> files, String option) {
        return Optional.ofNullable(files.get(option)).map(environment::path);
    }

    /**
     * The one that is named, else ours for this server, else docker's. Root's is the system
     * engine's administrator's, which root may read and nobody else.
     */
    private static Path directory(Environment environment, String text) {
        Path home = environment.path(environment.variable("HOME").orElse("/"));
        String host = EngineAddress.host(text);
        Path own = EnginePlaces.clientCertificates(environment).resolve(host);
        Path system = Places.ofSystem().state().resolve("certs").resolve(host);
        return environment
                .variable("DOCKER_CERT_PATH")
                .map(environment::path)
                .orElse(
                        Stream.of(own, system)
                                .filter(Files::isDirectory)
                                .findFirst()
                                .orElse(
                                        environment
                                                .variable("DOCKER_CONFIG")
                                                .map(environment::path)
                                                .orElse(home.resolve(".docker"))));
    }
}
