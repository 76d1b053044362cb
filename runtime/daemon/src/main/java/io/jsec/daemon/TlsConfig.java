package io.jsec.daemon;

import io.jsec.daemon.edge.TlsLibrary;
import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Located;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What daemon.json says about TLS: dockerd's keys, and our own about the same.
 *
 * @param tls {@code tls}, which means nothing without the next
 * @param verify {@code tlsverify}: whether ports are served with TLS, to holders of certificates
 * @param ca {@code tlscacert}: whom clients are certified by, which can be the engine's own CA only
 * @param cert {@code tlscert}: a certificate of the user's own for the server
 * @param key {@code tlskey} of it
 * @param own our own keys
 */
public record TlsConfig(
        boolean tls,
        boolean verify,
        Optional<Path> ca,
        Optional<Path> cert,
        Optional<Path> key,
        Own own) {
    static final Set<String> OWN_KEYS =
            Set.of(
                    "tls-engine",
                    "tls-min-version",
                    "tls-names",
                    "tls-passphrase-file",
                    "tls-public");

    /**
     * Keys of the object {@code jsec}.
     *
     * @param library {@code tls-engine}: boringssl or jdk; the better one that is here otherwise
     * @param old {@code tls-min-version} is 1.2
     * @param names {@code tls-names}: what clients call this server, beside its addresses
     * @param passphraseFile {@code tls-passphrase-file}: unlocks the keys of the CA
     * @param open {@code tls-public}: whether addresses may be bound that are not private
     * @param enrol where clients enrol and renew
     */
    public record Own(
            Optional<TlsLibrary> library,
            boolean old,
            List<String> names,
            Optional<Path> passphraseFile,
            boolean open,
            EnrolConfig enrol) {
        /** Nothing said. */
        public static final Own DEFAULT =
                new Own(
                        Optional.empty(),
                        false,
                        List.of(),
                        Optional.empty(),
                        false,
                        EnrolConfig.DEFAULT);

        /** Copies the names. */
        public Own {
            names = List.copyOf(names);
        }
    }

    /** Nothing said. */
    public static final TlsConfig DEFAULT =
            new TlsConfig(
                    false,
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Own.DEFAULT);

    /**
     * What a file says.
     *
     * @param problem is told of a key and what is wrong with it
     */
    static TlsConfig of(DaemonFacts facts, BiConsumer<String, String> problem) {
        String library = facts.text("jsec.tls-engine").orElse("");
        if (!library.isEmpty() && TlsLibrary.of(library).isEmpty()) {
            problem.accept("jsec.tls-engine", "takes boringssl or jdk, not " + library);
        }
        String version = facts.text("jsec.tls-min-version").orElse("1.3");
        if (!version.equals("1.2") && !version.equals("1.3")) {
            problem.accept("jsec.tls-min-version", "takes \"1.3\" or \"1.2\", not " + version);
        }
        TlsConfig config =
                new TlsConfig(
                        facts.truth("tls").orElse(false),
                        facts.truth("tlsverify").orElse(false),
                        path(facts, "tlscacert", problem),
                        path(facts, "tlscert", problem),
                        path(facts, "tlskey", problem),
                        new Own(
                                TlsLibrary.of(library),
                                version.equals("1.2"),
                                facts.texts("jsec.tls-names").stream().map(Located::value).toList(),
                                path(facts, "jsec.tls-passphrase-file", problem),
                                facts.truth("jsec.tls-public").orElse(false),
                                EnrolConfig.of(facts, problem)));

        if (config.tls() && !config.verify()) {
            problem.accept(
                    "tls",
                    "without tlsverify lets everybody in who reaches the port: write"
                            + " \"tlsverify\": true, and give clients certificates by jsec ca");
        }
        return config;
    }

    private static Optional<Path> path(
            DaemonFacts facts, String key, BiConsumer<String, String> problem) {
        Optional<Path> path =
                Optional.of(facts.text(key).orElse(""))
                        .filter(text -> !text.isEmpty())
                        .map(Path::of);
        if (path.isPresent() && !path.orElseThrow().isAbsolute()) {
            problem.accept(key, "takes an absolute path");
        }
        return path;
    }
}
