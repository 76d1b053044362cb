package io.jsec.cli.setup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code --workspace} was given.
 *
 * @param directory as written
 * @param as container ids that may write as the directory's owner
 */
record WorkspaceOption(String directory, List<Integer> as) {
    private static final int IDS_MAX = 16;
    private static final int ID_MAX = 65_535;

    WorkspaceOption {
        as = List.copyOf(as);
    }

    /** {@code DIR} (then root only) or {@code DIR:as=0,1000}. */
    static WorkspaceOption parse(String text) {
        int at = text.lastIndexOf(":as=");
        if (at < 0) {
            return new WorkspaceOption(directory(text, text), List.of(0));
        }
        List<Integer> ids = new ArrayList<>();
        for (String word : text.substring(at + 4).split(",", -1)) {
            boolean number = word.matches("[0-9]{1,5}");
            if (!number || Integer.parseInt(word) > ID_MAX || ids.contains(Integer.valueOf(word))) {
                throw refused(text, "'" + word + "' is no container id, or named twice");
            }
            ids.add(Integer.valueOf(word));
        }
        if (ids.size() > IDS_MAX) {
            throw refused(text, "more than " + IDS_MAX + " ids");
        }
        return new WorkspaceOption(directory(text, text.substring(0, at)), ids);
    }

    private static String directory(String text, String directory) {
        if (directory.isEmpty() || directory.chars().anyMatch(Character::isISOControl)) {
            throw refused(text, "its path is empty or holds a control character");
        }
        return Path.of(directory).toAbsolutePath().normalize().toString();
    }

    private static SetupException refused(String text, String why) {
        return SetupException.refused(
                "--workspace " + text, why, "--workspace /home/alice/src:as=0,1000");
    }
}
