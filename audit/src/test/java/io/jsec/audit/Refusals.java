package io.jsec.audit;

import io.jsec.rules.SourceLocation;
import io.jsec.rules.read.ReadException;
import java.nio.charset.StandardCharsets;

/** Whether a refusal says why, and points into the text. */
final class Refusals {
    private Refusals() {}

    static void check(ReadException refused, byte[] data) {
        SourceLocation at = refused.at();
        String[] lines = new String(data, StandardCharsets.UTF_8).split("\r\n|[\n\r]", -1);
        if (String.valueOf(refused.getMessage()).isBlank() || at.endLine() > lines.length) {
            throw new AssertionError("no reason, or no place: " + at, refused);
        }
    }
}
