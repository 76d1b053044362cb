package io.jsec.rules.catalogue.dockerfile;

import java.util.regex.Pattern;

/** Modes as {@code chmod} takes them. */
final class Modes {
    private static final Pattern OCTAL = Pattern.compile("[0-7]{3,5}");
    private static final Pattern OTHERS_WRITE =
            Pattern.compile("[ugoa]*[oa][ugoa]*[+=][rxXst]*w.*");
    private static final Pattern SET_ID = Pattern.compile("[ugoa]*[+=][rwxXt]*s.*");
    private static final int OTHER_WRITE = 0002;
    private static final int STICKY = 01000;
    private static final int SET_IDS = 06000;
    private static final int OCTAL_RADIX = 8;

    private Modes() {}

    /** Whether others may write then, and may remove each other's files. */
    static boolean writableByAll(String mode) {
        if (OCTAL.matcher(mode).matches()) {
            int bits = Integer.parseInt(mode, OCTAL_RADIX);
            return (bits & OTHER_WRITE) != 0 && (bits & STICKY) == 0;
        }
        for (String clause : mode.split(",", -1)) {
            if (OTHERS_WRITE.matcher(clause).matches() && clause.indexOf('t') < 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether the setuid or setgid bit is set then. */
    static boolean setsId(String mode) {
        if (OCTAL.matcher(mode).matches()) {
            return (Integer.parseInt(mode, OCTAL_RADIX) & SET_IDS) != 0;
        }
        for (String clause : mode.split(",", -1)) {
            if (SET_ID.matcher(clause).matches()) {
                return true;
            }
        }
        return false;
    }
}
