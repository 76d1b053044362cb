package io.jsec.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** dockerd's options about TLS. */
final class TlsOptions {
    @Option(
            names = "--tlsverify",
            description =
                    "Serve ports with TLS 1.3 to whoever shows a certificate of the CA (jsec ca).")
    boolean verify;

    @Option(
            names = "--tls",
            description = "As dockerd's; refused without --tlsverify, which lets nobody else in.")
    boolean tls;

    @Option(
            names = "--tlscacert",
            paramLabel = "FILE",
            description = "The roots clients are certified by: those of the CA, and no others.")
    Optional<String> ca = Optional.empty();

    @Option(
            names = "--tlscert",
            paramLabel = "FILE",
            description = "A certificate of your own for the server, with what it is issued by.")
    Optional<String> cert = Optional.empty();

    @Option(
            names = "--tlskey",
            paramLabel = "FILE",
            description = "The key of --tlscert, PKCS#8, its owner's only.")
    Optional<String> key = Optional.empty();

    @Option(
            names = "--tls-init",
            description = {
                "Make what is missing for a port with TLS, say what it is, and serve: the CA,",
                "and an administrator's certificate. Without -H: tcp://127.0.0.1:2376."
            })
    boolean init;
}
