package io.jsec.cli;

import io.jsec.daemon.DaemonConfig;
import io.jsec.daemon.PolicyReader;
import io.jsec.engine.AdmissionPolicy;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The admission policy of an engine: a file that only whoever may write its configuration writes.
 *
 * @param file where it is
 * @param named whether the configuration names it: then it must be there
 */
record EnginePolicy(Path file, boolean named) {
    /** Beside daemon.json. */
    static final String FILE = "policy.yaml";

    /**
     * The policy's file.
     *
     * @param otherwise where it is when the configuration names none
     */
    static EnginePolicy of(DaemonConfig config, Path otherwise) {
        Optional<Path> named = config.own().policy();
        return new EnginePolicy(named.orElse(otherwise), named.isPresent());
    }

    /**
     * What it says; the preset dev where nobody wrote one.
     *
     * @throws CliException where it is wrong, cannot be read or was named and is not there
     */
    AdmissionPolicy read() {
        if (!named && Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return AdmissionPolicy.of(AdmissionPolicy.Preset.DEV);
        }
        return ConfigFile.read(file, PolicyReader::read);
    }
}
