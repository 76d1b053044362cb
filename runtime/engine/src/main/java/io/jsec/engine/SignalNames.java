package io.jsec.engine;

import java.util.List;
import java.util.Locale;

/** Signals by name or number, as Docker's API takes them. */
final class SignalNames {
    static final int KILL = 9;
    static final int TERM = 15;

    /** The names in the order of their numbers on x86 and arm, from 1. */
    private static final List<String> NAMES =
            List.of(
                    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1",
                    "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP",
                    "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO",
                    "PWR", "SYS");

    private static final int REALTIME_FIRST = 34;
    private static final int REALTIME_LAST = 64;

    private SignalNames() {}

    /**
     * The number of a signal: {@code TERM}, {@code SIGTERM}, {@code 15}, {@code RTMIN+3}.
     *
     * @throws EngineException in dockerd's words
     */
    static int parse(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        String name = upper.startsWith("SIG") ? upper.substring(3) : upper;
        int number = name.matches("[0-9]{1,2}") ? Integer.parseInt(name) : byName(name);
        if (number < 1 || number > REALTIME_LAST) {
            throw EngineException.badParameter("invalid signal: " + text);
        }
        return number;
    }

    private static int byName(String name) {
        int index = NAMES.indexOf(name);
        if (index >= 0) {
            return index + 1;
        }
        int number = -1;
        if (name.matches("RTMIN(\\+[0-9]{1,2})?")) {
            number = REALTIME_FIRST + (name.length() > 5 ? number(name) : 0);
        }
        if (name.matches("RTMAX(-[0-9]{1,2})?")) {
            number = REALTIME_LAST - (name.length() > 5 ? number(name) : 0);
        }
        return number < REALTIME_FIRST ? -1 : number;
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(6));
    }
}
