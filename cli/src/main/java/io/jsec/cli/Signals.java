package io.jsec.cli;

import io.jsec.launch.Refusal;
import io.jsec.launch.Rule;
import java.util.List;
import java.util.Locale;

/** Signals by name or number, as {@code --stop-signal} takes them. */
final class Signals {
    /** The names in the order of their numbers on x86 and arm, from 1. */
    private static final List<String> NAMES =
            List.of(
                    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1",
                    "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP",
                    "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO",
                    "PWR", "SYS");

    private static final int REALTIME_FIRST = 34;
    private static final int REALTIME_LAST = 64;

    private Signals() {}

    /**
     * The number of a signal: {@code TERM}, {@code SIGTERM}, {@code 15}, {@code RTMIN+3}.
     *
     * @throws io.jsec.launch.RefusedException for anything else
     */
    static int parse(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        if (name.startsWith("SIG")) {
            name = name.substring(3);
        }
        if (name.matches("[0-9]{1,2}")) {
            int number = Integer.parseInt(name);
            if (number >= 1 && number <= REALTIME_LAST) {
                return number;
            }
            throw refusal(text);
        }
        int index = NAMES.indexOf(name);
        if (index >= 0) {
            return index + 1;
        }
        int number = realtime(name);
        if (number < REALTIME_FIRST || number > REALTIME_LAST) {
            throw refusal(text);
        }
        return number;
    }

    private static int realtime(String name) {
        if (name.matches("RTMIN(\\+[0-9]{1,2})?")) {
            return REALTIME_FIRST + (name.length() > 5 ? Integer.parseInt(name.substring(6)) : 0);
        }
        if (name.matches("RTMAX(-[0-9]{1,2})?")) {
            return REALTIME_LAST - (name.length() > 5 ? Integer.parseInt(name.substring(6)) : 0);
        }
        return -1;
    }

    private static io.jsec.launch.RefusedException refusal(String text) {
        return new Refusal(
                        Rule.SIGNAL,
                        "--stop-signal " + text,
                        "there is no such signal",
                        "a name of signal(7) such as SIGTERM, or a number from 1 to 64")
                .exception();
    }
}
