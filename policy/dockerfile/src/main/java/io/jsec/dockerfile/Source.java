package io.jsec.dockerfile;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The text of a Dockerfile and where its lines begin. */
public final class Source {
    /** The largest file that is read, in bytes. */
    public static final int BYTES_MAX = 4 * 1024 * 1024;

    /** The longest line that Docker reads, in bytes without its end. */
    static final int LINE_BYTES_MAX = 64 * 1024 - 1;

    /** Of one UTF-16 code unit. */
    private static final int UTF8_BYTES_MAX = 3;

    private static final char BOM = '\ufeff';

    private final String text;
    private final Charset charset;
    private final Optional<String> defect;
    private final int[] lineStarts;

    private Source(String text, Charset charset, Optional<String> defect) {
        this.text = text;
        this.charset = charset;
        this.defect = defect;
        this.lineStarts = lineStarts(text);
    }

    /** Decodes a file. What is no UTF-8 is kept byte by byte, and is a defect. */
    static Source of(byte[] bytes) {
        if (bytes.length > BYTES_MAX) {
            String message = "the file has " + bytes.length + " bytes, more than " + BYTES_MAX;
            return new Source("", StandardCharsets.UTF_8, Optional.of(message));
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            String latin = new String(bytes, StandardCharsets.ISO_8859_1);
            return new Source(latin, StandardCharsets.ISO_8859_1, Optional.of(encoding(bytes)));
        }
        return new Source(text, StandardCharsets.UTF_8, nul(text));
    }

    /** A text that is at hand. */
    static Source of(String text) {
        return new Source(text, StandardCharsets.UTF_8, nul(text));
    }

    private static Optional<String> nul(String text) {
        return text.indexOf('\0') >= 0
                ? Optional.of("a NUL byte: this is no text file")
                : Optional.empty();
    }

    private static String encoding(byte[] bytes) {
        boolean utf16 =
                bytes.length >= 2
                        && ((bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe)
                                || (bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff));
        return utf16 ? "the file is UTF-16; Docker reads UTF-8" : "the file is not UTF-8";
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
            }
            starts[count] = at + 1;
            count++;
        }
        return Arrays.copyOf(starts, count);
    }

    /** All of it, a byte order mark and line ends among it. */
    public String text() {
        return text;
    }

    /** The bytes that were read. */
    public byte[] bytes() {
        return text.getBytes(charset);
    }

    /** Why nothing in it can be read, or empty. */
    Optional<String> defect() {
        return defect;
    }

    /** Where the text begins, after a byte order mark. */
    int begin() {
        return !text.isEmpty() && text.charAt(0) == BOM ? 1 : 0;
    }

    /** How many lines, an empty last one among them. */
    public int lines() {
        return lineStarts.length;
    }

    /** Where a line begins, lines from 1. */
    int lineStart(int line) {
        return line == 1 ? begin() : lineStarts[line - 1];
    }

    /** Where a line ends, before {@code \n} and any {@code \r}s; lines from 1. */
    int lineEnd(int line) {
        int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
        int start = lineStart(line);
        while (end > start && text.charAt(end - 1) == '\r') {
            end--;
        }
        return Math.max(start, end);
    }

    /** Where the next line begins, or the text ends; lines from 1. */
    int lineNext(int line) {
        return line < lineStarts.length ? lineStarts[line] : text.length();
    }

    /** Whether a line is longer than Docker reads one; lines from 1. */
    boolean tooLong(int line) {
        int from = lineStarts[line - 1];
        int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
        if ((end - from) * UTF8_BYTES_MAX <= LINE_BYTES_MAX) {
            return false;
        }
        return text.substring(from, end).getBytes(charset).length > LINE_BYTES_MAX;
    }

    /** Line and column of an offset; a byte order mark has no column. */
    public Position position(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        int line = found >= 0 ? found + 1 : -found - 1;
        int start = Math.min(lineStart(line), offset);
        return new Position(line, text.codePointCount(start, offset) + 1);
    }

    /** The text of a span. */
    public String text(Span span) {
        return text.substring(span.start(), span.end());
    }
}
