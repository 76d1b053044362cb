package io.jsec.audit.report;

/** Text made harmless in XML and HTML. */
final class Markup {
    private Markup() {}

    /** Escaped for text and for attributes in double quotes; characters XML forbids are shown. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '&' -> escaped.append("&amp;");
                        case '<' -> escaped.append("&lt;");
                        case '>' -> escaped.append("&gt;");
                        case '"' -> escaped.append("&quot;");
                        case '\'' -> escaped.append("&#39;");
                        default -> {
                            if (isXml(c)) {
                                escaped.appendCodePoint(c);
                            } else {
                                escaped.append("\\u%04x".formatted(c));
                            }
                        }
                    }
                });
        return escaped.toString();
    }

    /** XML 1.0, section 2.2, without control characters and those that reorder text. */
    private static boolean isXml(int c) {
        if (Character.getType(c) == Character.FORMAT) {
            return false;
        }
        return c == '\t'
                || c == '\n'
                || (c >= 0x20 && c <= 0xd7ff && !(c >= 0x7f && c <= 0x9f))
                || (c >= 0xe000 && c <= 0xfffd)
                || c >= 0x10000;
    }
}
