package io.jsec.rules.read;

import io.jsec.rules.SourceLocation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The text of a document: UTF-8, bounded, without a byte order mark. */
final class Bytes {
    /** The largest document that is read, in bytes. */
    static final int BYTES_MAX = 32 * 1024 * 1024;

    private Bytes() {}

    static String text(String path, byte[] bytes) {
        SourceLocation whole = SourceLocation.whole(path);
        if (bytes.length > BYTES_MAX) {
            throw new ReadException(
                    whole, "the file has " + bytes.length + " bytes, more than " + BYTES_MAX);
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new ReadException(whole, "the file is not UTF-8");
        }
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw new ReadException(place(path, text, nul), "a NUL byte: this is no text file");
        }
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static SourceLocation place(String path, String text, int offset) {
        int line = 1;
        int start = 0;
        for (int at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
            line++;
            start = at + 1;
        }
        int column = text.codePointCount(start, offset) + 1;
        return new SourceLocation(path, line, column, line, column);
    }
}
