package io.jsec.launch;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the launcher is, and who speaks for it.
 *
 * @param launcher the program jsec-launch, absolute
 * @param failureExec the program that says in one sentence why a launch failed; without it the
 *     launcher prints a raw line
 */
public record LauncherPaths(Path launcher, Optional<Path> failureExec) {
    /** Both absolute: the launcher's own directory does not count. */
    public LauncherPaths {
        if (!launcher.isAbsolute() || !failureExec.map(Path::isAbsolute).orElse(true)) {
            throw new IllegalArgumentException("relative path of a launcher: " + launcher);
        }
    }
}
