package io.jsec.journal;

/**
 * Something that does not hold in a journal.
 *
 * @param file the name of the file
 * @param line the number of the line, from 1, or 0 for the file as a whole
 * @param kind what it is
 * @param sentence what was found, without its place and without a final stop
 */
public record Finding(String file, int line, Kind kind, String sentence) {
    /** What can be found. */
    public enum Kind {
        /** A line is not in the form that is written. */
        MALFORMED,
        /** A line is not what its hash and those around it say. */
        CHANGED,
        /** Lines or files are not there. */
        MISSING,
        /** A line stands a second time, or out of its place. */
        MOVED,
        /** A checkpoint is not signed by the key that was announced. */
        FORGED,
        /** A file belongs to another journal. */
        FOREIGN,
        /** A last line has no end. */
        UNFINISHED,
        /** The key beside the files is not the one they announce. */
        KEY,
        /** A witness saw something else. */
        WITNESS,
        /** A damaged journal was put aside, and this one begun. */
        ASIDE
    }

    /** The place and the sentence. */
    @Override
    public String toString() {
        return file + (line > 0 ? " line " + line : "") + ": " + sentence;
    }
}
