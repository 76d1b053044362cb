package io.jsec.cli.ca;

import io.jsec.cli.units.Systemd;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where units of systemd are put, and what they start.
 *
 * @param manager of them
 * @param folder of them
 * @param command {@code bin/jsec}
 * @param javaHome where the script would not find its JDK by itself
 */
public record UnitHost(Systemd manager, Path folder, Path command, Optional<String> javaHome) {}
