package io.jsec.cli.units;

import java.util.List;

/** systemd of this host, or of this user on it. */
public interface Systemd {
    /** Whether it runs; where it does not, units can be made ready for when it does. */
    boolean isRunning();

    /**
     * Runs {@code systemctl} to its end.
     *
     * @param words after the program's name
     * @return empty where it succeeded, else what it said
     */
    String run(List<String> words);
}
