package io.jsec.cli.ca;

import io.jsec.ca.CaException;
import io.jsec.ca.Credentials;
import io.jsec.ca.Issued;
import io.jsec.ca.KeyPem;
import io.jsec.ca.Pem;
import io.jsec.cli.docker.TarEntry;
import io.jsec.cli.docker.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a certificate goes: a directory, or a tar archive on standard output for whoever runs as
 * somebody else than the CA's owner.
 */
final class Holder {
    private static final String ARCHIVE = "-";
    private static final int KEY_MODE = 0400;
    private static final int MODE = 0600;

    private final CaEnvironment environment;
    private final String out;

    /**
     * The place.
     *
     * @param out the value of {@code --out}
     */
    Holder(CaEnvironment environment, String out) {
        if (out.equals(ARCHIVE) && environment.watched()) {
            throw LineException.usage(
                    "--out -", "a terminal is no place for a key", "--out - | tar -xk -C DIR");
        }
        this.environment = environment;
        this.out = out;
    }

    /** Whether standard output is taken by an archive. */
    boolean archive() {
        return out.equals(ARCHIVE);
    }

    /** The files it consists of. */
    List<String> files(Optional<PrivateKey> key) {
        List<String> names =
                new ArrayList<>(List.of(Credentials.ROOTS_FILE, Credentials.CHAIN_FILE));
        key.ifPresent(one -> names.add(Credentials.KEY_FILE));
        return archive()
                ? names
                : names.stream().map(name -> directory().resolve(name).toString()).toList();
    }

    private Path directory() {
        return environment.path(out);
    }

    /**
     * Has a certificate issued and keeps it.
     *
     * @param key the leaf's key; nothing where its holder keeps it elsewhere
     * @param issuing issues it, once it is certain that the files can be made
     */
    Issued keep(Optional<PrivateKey> key, Supplier<Issued> issuing) {
        if (archive()) {
            Issued issued = issuing.get();
            write(key, issued);
            return issued;
        }
        Credentials files = Credentials.begin(directory(), key);
        try {
            Issued issued = issuing.get();
            files.finish(issued);
            return issued;
        } catch (CaException e) {
            files.abandon(e);
            throw e;
        }
    }

    private void write(Optional<PrivateKey> key, Issued issued) {
        TarWriter tar = new TarWriter(environment.out());
        try {
            if (key.isPresent()) {
                entry(tar, Credentials.KEY_FILE, KeyPem.plain(key.get()), KEY_MODE);
            }
            entry(tar, Credentials.ROOTS_FILE, Pem.of(issued.roots()), MODE);
            entry(tar, Credentials.CHAIN_FILE, Pem.of(issued.chain()), MODE);
            tar.end();
        } catch (IOException e) {
            throw LineException.failed("writing the archive", e.toString(), "--out DIR");
        }
        if (environment.out().checkError()) {
            throw LineException.failed(
                    "writing the archive",
                    "nobody reads it any more; what was issued is lost and can be revoked",
                    "--out - | tar -xk -C DIR");
        }
    }

    private void entry(TarWriter tar, String name, String text, int mode) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        TarEntry entry =
                new TarEntry(
                        TarEntry.Kind.FILE,
                        name,
                        "",
                        mode,
                        0,
                        0,
                        bytes.length,
                        environment.clock().instant());
        tar.write(entry, new ByteArrayInputStream(bytes));
    }
}
