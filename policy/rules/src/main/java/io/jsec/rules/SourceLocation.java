package io.jsec.rules;

/**
 * A place in a source: a file and a region of it, or the whole of it.
 *
 * <p>The four numbers follow SARIF 2.1.0, section 3.30: lines and columns count from 1, columns in
 * Unicode code points, and {@code endColumn} is one past the last character.
 *
 * @param path a path relative to the tree that is judged, an absolute path of the host, or the name
 *     of what has no file ({@code container/web}); with {@code /} between its parts
 * @param startLine first line, or 0 where the source has no lines
 * @param startColumn first column, or 0 where the source has no lines
 * @param endLine last line, or 0 where the source has no lines
 * @param endColumn one past the last column, or 0 where the source has no lines
 */
public record SourceLocation(
        String path, int startLine, int startColumn, int endLine, int endColumn) {
    /** Checks that the region is whole and does not end before it starts. */
    public SourceLocation {
        boolean none = startLine == 0 && startColumn == 0 && endLine == 0 && endColumn == 0;
        boolean ordered = endLine > startLine || (endLine == startLine && endColumn >= startColumn);
        if (!none && (startLine < 1 || startColumn < 1 || endColumn < 1 || !ordered)) {
            throw new IllegalArgumentException(
                    "no region: "
                            + startLine
                            + ":"
                            + startColumn
                            + "-"
                            + endLine
                            + ":"
                            + endColumn);
        }
    }

    /** The whole of a source. */
    public static SourceLocation whole(String path) {
        return new SourceLocation(path, 0, 0, 0, 0);
    }

    /** Whether a region is known. */
    public boolean hasRegion() {
        return startLine > 0;
    }

    /** {@code path:line:column}, or the path alone. */
    @Override
    public String toString() {
        return hasRegion() ? path + ":" + startLine + ":" + startColumn : path;
    }
}
