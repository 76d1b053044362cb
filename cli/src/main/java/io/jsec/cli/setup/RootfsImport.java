package io.jsec.cli.setup;

import io.jsec.cli.setup.SetupHost.Outcome;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An unpacked root file system, copied into the store in owner form.
 *
 * @param source the directory, with the owners an image has
 * @param name its name in the store
 */
record RootfsImport(String source, String name) {
    private static final String NAME = "[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}";

    /** {@code DIR=NAME}. */
    static RootfsImport parse(String text) {
        int at = text.lastIndexOf('=');
        if (at < 1 || !text.substring(at + 1).matches(NAME)) {
            throw SetupException.refused(
                    "--import-rootfs " + text,
                    "DIR=NAME is wanted, NAME of letters, digits, '.', '_' and '-'",
                    "--import-rootfs /srv/debian=debian");
        }
        String directory = text.substring(0, at);
        return new RootfsImport(
                Path.of(directory).toAbsolutePath().normalize().toString(), text.substring(at + 1));
    }

    /** Where it will be. */
    String place() {
        return Layout.ROOT_FILE_SYSTEMS + "/" + name;
    }

    /** Copies it; what was left out is said. */
    void run(Setup setup, PrintStream out) {
        SetupHost host = setup.host();
        Optional<String> real = host.realPath(source);
        if (real.isEmpty() || host.stat(real.get()).filter(each -> each.directory()).isEmpty()) {
            throw SetupException.refused(
                    "--import-rootfs " + source, "it is no directory", "unpack an image there");
        }
        EngineIds ids = setup.ids();
        Outcome outcome =
                host.run(
                        List.of(
                                host.helper(),
                                "import",
                                "--source",
                                real.get(),
                                "--dir",
                                Layout.ROOT_FILE_SYSTEMS,
                                "--name",
                                name,
                                "--uid",
                                Long.toString(ids.uid()),
                                "--gid",
                                Long.toString(ids.gid()),
                                "--sub",
                                Long.toString(ids.first())));
        if (outcome.exit() != 0) {
            throw SetupException.failed("import of " + source, outcome.output().strip());
        }
        out.print(outcome.output());
        out.println("imported: jsec run --rootfs " + place() + " …");
    }
}
