package io.jsec.cli;

import java.nio.file.Path;
import java.util.List;

/** What a client's command line has for a port with TLS; docker's and ours alike. */
final class TlsWords {
    private TlsWords() {}

    /**
     * The options.
     *
     * @param files the folder of ca.pem, cert.pem and key.pem
     * @param address of the engine
     */
    static List<String> of(Path files, String address) {
        return List.of(
                "--tlsverify",
                "--tlscacert",
                files.resolve("ca.pem").toString(),
                "--tlscert",
                files.resolve("cert.pem").toString(),
                "--tlskey",
                files.resolve("key.pem").toString(),
                "-H",
                address);
    }
}
