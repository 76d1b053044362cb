package io.jsec.cli;

import io.jsec.daemon.DaemonConfig;
import io.jsec.daemon.TlsConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What command line and configuration together say about TLS. Anything that would leave a port
 * without it, or let more in than it says, is refused by name.
 *
 * @param start nothing where no port is served with TLS
 * @param ca whom clients shall be certified by, where that is said
 * @param others the addresses that are not served with TLS
 */
record DaemonTls(Optional<TlsStart> start, Optional<Path> ca, List<String> others) {
    private static final String TCP = "tcp://";

    DaemonTls {
        others = List.copyOf(others);
    }

    /**
     * Decides.
     *
     * @param addresses that shall be served
     * @param unauthenticated whether ports without certificates were accepted
     * @param authority directory of this engine's CA
     */
    static DaemonTls of(
            TlsOptions options,
            DaemonConfig read,
            List<String> addresses,
            boolean unauthenticated,
            Environment environment,
            Path authority) {
        TlsConfig config = read.tls();
        boolean on = options.verify || options.init || config.verify();
        Optional<Path> ca = file(options.ca, environment).or(config::ca);
        Optional<Path> cert = file(options.cert, environment).or(config::cert);
        Optional<Path> key = file(options.key, environment).or(config::key);
        if (options.tls && !on) {
            throw refused(
                    "--tls",
                    "it would let everybody in who reaches the port",
                    "--tlsverify, and certificates for clients: jsec ca issue client");
        }
        if (!on) {
            if (ca.or(() -> cert).or(() -> key).isPresent()) {
                throw refused(
                        "--tlscacert, --tlscert or --tlskey",
                        "no port is served with TLS",
                        "--tlsverify with it, or none of them");
            }
            return new DaemonTls(Optional.empty(), Optional.empty(), addresses);
        }
        List<String> others = new ArrayList<>(addresses);
        List<String> ports =
                new ArrayList<>(addresses.stream().filter(each -> each.startsWith(TCP)).toList());
        others.removeAll(ports);
        if (ports.isEmpty() && options.init) {
            ports.add(TCP + "127.0.0.1:" + TlsPort.DEFAULT);
        }
        checkPair(cert, key);
        check(ports, unauthenticated);
        TlsStart start =
                new TlsStart(
                        ports.stream().distinct().map(TlsPort::parse).toList(),
                        authority,
                        config.own().passphraseFile(),
                        cert,
                        key,
                        config.own().names(),
                        config.own().library(),
                        config.own().old(),
                        config.own().open(),
                        config.own().enrol(),
                        options.cert.isPresent() || options.key.isPresent());
        return new DaemonTls(Optional.of(start), ca, others);
    }

    private static void check(List<String> ports, boolean unauthenticated) {
        if (ports.isEmpty()) {
            throw refused(
                    "--tlsverify",
                    "no port is served",
                    "-H tcp://127.0.0.1:" + TlsPort.DEFAULT + " with it");
        }
        if (unauthenticated) {
            throw refused(
                    "--i-accept-unauthenticated-tcp",
                    "every port of this engine is served with TLS",
                    "one of the two");
        }
    }

    /**
     * Refuses half a certificate.
     *
     * @throws CliException where one is there without the other
     */
    static void checkPair(Optional<Path> cert, Optional<Path> key) {
        if (cert.isPresent() != key.isPresent()) {
            throw refused(
                    "--tlscert without --tlskey, or the other way round",
                    "a certificate and its key belong together",
                    "both; or none, for a certificate of jsec ca");
        }
    }

    private static Optional<Path> file(Optional<String> typed, Environment environment) {
        return typed.map(environment::path);
    }

    private static CliException refused(String what, String why, String instead) {
        return CliException.refused(Code.VALUE, what, why, instead);
    }
}
