package io.jsec.dockerfile;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What holds for any patterns: each is read or told, and matching ends. */
public final class IgnoreFileFuzz {
    private static final List<String> PATHS =
            List.of(
                    "a",
                    "a/b/c.md",
                    "node_modules/x/y",
                    ".git",
                    "\u00e9\ud83d\ude00",
                    "[a]",
                    "a b");
    private static final List<byte[]> SAMPLES =
            Damage.texts(
                    "# said\n*\n!a/**/c.*\n**/node_modules\n/.git/\n\\#x\n",
                    "\ufeffa?[^b-d]\r\n![]\r\n[\\]a-z]*\r\n../x\r\n**.md\r\n");

    private IgnoreFileFuzz() {}

    /** What the fuzzer begins with. */
    public static List<byte[]> samples() {
        return SAMPLES;
    }

    /** One input, as Jazzer calls it. */
    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        IgnoreFile file = IgnoreFile.parse(text);
        file.malformed()
                .forEach(line -> {
                    if (!text.contains(line)) {
                        throw new AssertionError("no line of the file: " + line);
                    }
                });
        PATHS.forEach(file::ignores);
        // An exception of everything at the end leaves nothing out.
        IgnoreFile none = IgnoreFile.parse(text + "\n!**\n");
        for (String path : PATHS) {
            if (none.malformed().size() < IgnoreFile.PATTERNS_MAX && none.ignores(path)) {
                throw new AssertionError("still left out: " + path);
            }
        }
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        file.ignores(line);
    }
}
