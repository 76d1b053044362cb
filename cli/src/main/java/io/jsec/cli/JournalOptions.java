package io.jsec.cli;

import io.jsec.journal.JournalException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What each verb of {@code jsec journal} takes. */
final class JournalOptions {
    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "The journal's directory; by default, that of your engine.")
    String directory = "";

    Path directory(Environment environment) {
        return directory.isEmpty()
                ? EnginePlaces.ofUser(environment).logs()
                : environment.path(directory);
    }

    /** Whether it is the journal of the user's own engine. */
    boolean isDefault() {
        return directory.isEmpty();
    }

    /** A journal's sentence with our number. */
    static CliException failed(JournalException e) {
        return CliException.failed(Code.JOURNAL, e.what(), e.why(), e.instead());
    }
}
