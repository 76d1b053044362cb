package io.jsec.cli.docker;

/** Text of others on standard error: control characters would reach the terminal. */
final class Safe {
    private Safe() {}

    /** The same with what steers a terminal shown as its code. */
    static String text(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point -> {
                    boolean shown =
                            point == '\n' || point == '\t' || (point >= ' ' && point != 0x7f);
                    if (shown && (point < 0x80 || point > 0x9f)) {
                        safe.appendCodePoint(point);
                    } else {
                        safe.append(String.format("\\x%02x", point));
                    }
                });
        return safe.toString();
    }
}
