package io.jsec.cli;

/** Text from outside made safe for a terminal and for one line. */
final class Printable {
    private Printable() {}

    /**
     * The text with every control character written as an escape such as {@code \n} or {@code
     * \u001b}: a file name must not be able to move the cursor or to forge a second line.
     */
    static String of(String text) {
        int i = 0;
        while (i < text.length() && !dangerous(text.charAt(i))) {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int k = 0; k < text.length(); k++) {
            append(out, text.charAt(k));
        }
        return out.toString();
    }

    private static void append(StringBuilder out, char c) {
        if (!dangerous(c)) {
            out.append(c);
            return;
        }
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            case '\r' -> out.append("\\r");
            default -> {
                String hex = Integer.toHexString(c);
                out.append("\\u").append("0000", 0, 4 - hex.length()).append(hex);
            }
        }
    }

    private static boolean dangerous(char c) {
        return c < 0x20
                || (c >= 0x7f && c <= 0x9f)
                || (c >= 0x200b && c <= 0x200f)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0xfeff;
    }
}
