package io.jsec.dockerfile;

/** What counts as a blank: Docker's parser knows two kinds. */
final class Blank {
    /** White space of Unicode above ASCII. */
    private static final String WIDE =
            "\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
                    + "\u2028\u2029\u202f\u205f\u3000";

    private Blank() {}

    /** White space of Unicode: around lines and arguments, and between quoted words. */
    static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || (c > '~' && WIDE.indexOf(c) >= 0);
    }

    /** What stands between a keyword and its arguments, and between words without quotes. */
    static boolean isGap(char c) {
        return c == ' ' || c == '\t' || c == '\u000b' || c == '\f' || c == '\r';
    }
}
