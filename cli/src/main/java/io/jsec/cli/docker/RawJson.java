package io.jsec.cli.docker;

/** JSON indented by four spaces whose texts and numbers stay as the engine wrote them. */
final class RawJson {
    private static final String INDENT = "    ";

    private RawJson() {}

    /** The same JSON over several lines; empty lists and objects stay on one. */
    static String indent(String json) {
        StringBuilder out = new StringBuilder(json.length() * 2);
        int depth = 0;
        boolean open = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (Character.isWhitespace(c)) {
                continue;
            }
            if (open && c != ']' && c != '}') {
                newLine(out, ++depth);
            }
            switch (c) {
                case '"' -> {
                    int end = end(json, i);
                    out.append(json, i, end);
                    i = end - 1;
                }
                case '{', '[' -> out.append(c);
                case ',' -> {
                    out.append(c);
                    newLine(out, depth);
                }
                case ':' -> out.append(": ");
                case '}', ']' -> {
                    if (!open) {
                        newLine(out, --depth);
                    }
                    out.append(c);
                }
                default -> out.append(c);
            }
            open = c == '{' || c == '[';
        }
        return out.toString();
    }

    /** Where a text that begins at a quote ends. */
    private static int end(String json, int start) {
        int i = start + 1;
        while (i < json.length() && json.charAt(i) != '"') {
            i += json.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i + 1, json.length());
    }

    private static void newLine(StringBuilder out, int depth) {
        out.append('\n').append(INDENT.repeat(Math.max(0, depth)));
    }
}
