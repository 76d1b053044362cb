package io.jsec.cli.client;

import java.nio.file.Path;

/**
 * What a client shows over TLS, and whom it trusts. The files are read when they are needed.
 *
 * @param roots whom servers must be certified by
 * @param chain the client's certificate, with what it is issued by
 * @param key of it
 */
public record TlsFiles(Path roots, Path chain, Path key) {
    /** The three files as docker calls them in one directory. */
    public static TlsFiles of(Path directory) {
        return new TlsFiles(
                directory.resolve("ca.pem"),
                directory.resolve("cert.pem"),
                directory.resolve("key.pem"));
    }
}
