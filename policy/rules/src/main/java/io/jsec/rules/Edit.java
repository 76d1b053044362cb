package io.jsec.rules;

import java.util.List;

/** A safe change of one file that mends a finding. {@code --fix} carries it out. */
public sealed interface Edit {
    /** The file, as in {@link SourceLocation#path}. */
    String path();

    /**
     * Puts a text in the place of a region; an empty region inserts.
     *
     * @param region what is replaced
     * @param text the new text, with {@code \n} for line ends
     */
    record ReplaceText(SourceLocation region, String text) implements Edit {
        @Override
        public String path() {
            return region.path();
        }
    }

    /**
     * Inserts whole lines.
     *
     * @param path the file
     * @param beforeLine the line (from 1) that follows them; one past the last line appends
     * @param lines the lines, without line ends
     */
    record InsertLines(String path, int beforeLine, List<String> lines) implements Edit {
        /** Copies the lines. */
        public InsertLines {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Sets a key of a JSON or YAML mapping; comments, order and style of the rest stay.
     *
     * @param path the file
     * @param keys the way from the document's root, e.g. {@code services, web, read_only}
     * @param json the value as JSON, e.g. {@code true} or {@code ["ALL"]}
     */
    record SetKey(String path, List<String> keys, String json) implements Edit {
        /** Copies the keys. */
        public SetKey {
            keys = List.copyOf(keys);
        }
    }

    /** Removes a key of a JSON or YAML mapping, with its value. */
    record RemoveKey(String path, List<String> keys) implements Edit {
        /** Copies the keys. */
        public RemoveKey {
            keys = List.copyOf(keys);
        }
    }

    /**
     * Sets a file's permission bits.
     *
     * @param path an absolute path of the host
     * @param mode the bits, e.g. 0644
     */
    record SetMode(String path, int mode) implements Edit {}
}
