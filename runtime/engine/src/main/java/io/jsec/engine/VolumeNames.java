package io.jsec.engine;

import java.util.regex.Pattern;

/** What volumes may be called: what dockerd's may, and no longer than a file's name. */
final class VolumeNames {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{1,254}");

    private VolumeNames() {}

    /**
     * That a volume may have this name.
     *
     * @throws EngineException in dockerd's words where it may not
     */
    static void check(String name) {
        if (name.length() == 1) {
            throw EngineException.badParameter(
                    "create "
                            + name
                            + ": volume name is too short, names should be at least two"
                            + " alphanumeric characters");
        }
        if (!NAME.matcher(name).matches()) {
            throw EngineException.badParameter(
                    "create "
                            + name
                            + ": \""
                            + name
                            + "\" includes invalid characters for a local volume name, only"
                            + " \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If you intended to pass"
                            + " a host directory, use absolute path");
        }
    }
}
