package io.jsec.cli.units;

import java.nio.file.Path;
import java.util.List;

/** What systemd is to be given. Pure. */
sealed interface Units permits Service, RenewalTimer {
    /** Whether they are the system's, or of one user. */
    boolean system();

    /** The files. */
    List<UnitFile> files();

    /** Every file that any form of them may have. */
    List<Path> places();

    /** The unit that is enabled. */
    String enabled();

    /** Those that any form of them may have enabled. */
    List<String> enableable();

    /** What happens where systemd does not run here, when it does. */
    String later();
}
