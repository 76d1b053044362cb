package io.jsec.cli;

import io.jsec.audit.IoReason;
import io.jsec.daemon.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;

/** A file of an engine's configuration. */
final class ConfigFile {
    private ConfigFile() {}

    /**
     * What a file says.
     *
     * @param reader of its bytes, given its path as problems name it
     * @throws CliException with everything that is wrong in it, or where it cannot be read
     */
    static <T> T read(Path file, BiFunction<String, byte[], T> reader) {
        try {
            return reader.apply(file.toString(), Files.readAllBytes(file));
        } catch (ConfigException e) {
            String rest = e.problems().size() == 1 ? "" : ", and what else it says";
            throw CliException.refused(
                            Code.VALUE,
                            file.toString(),
                            String.join("; ", e.problems()),
                            "correcting it" + rest)
                    .withExit(ExitCode.FINDINGS);
        } catch (IOException e) {
            throw CliException.failed(
                    Code.STORE, "reading " + file, IoReason.of(e), "a file this user can read");
        }
    }
}
