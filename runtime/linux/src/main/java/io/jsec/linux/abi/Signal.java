package io.jsec.linux.abi;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Signal names and numbers, the same on x86-64, arm64 and riscv64.
 *
 * @param number 1 to 64
 * @see <a href="https://man7.org/linux/man-pages/man7/signal.7.html">signal(7)</a>
 */
public record Signal(int number) {
    /** Hang-up. */
    public static final Signal HUP = new Signal(1);

    /** Interrupt from the keyboard. */
    public static final Signal INT = new Signal(2);

    /** The end that cannot be caught. */
    public static final Signal KILL = new Signal(9);

    /** The request to end. */
    public static final Signal TERM = new Signal(15);

    /** The window of a terminal changed. */
    public static final Signal WINCH = new Signal(28);

    /** The highest number, SIGRTMAX. */
    public static final int NUMBER_MAX = 64;

    private static final int REALTIME_MIN = 34;

    private static final List<String> NAMES =
            List.of(
                    ("HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT"
                                    + " CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF"
                                    + " WINCH IO PWR SYS")
                            .split(" "));

    /** Checks the range. */
    public Signal {
        if (number < 1 || number > NUMBER_MAX) {
            throw new IllegalArgumentException("signal " + number + " is not within 1 to 64");
        }
    }

    /**
     * Reads {@code SIGTERM}, {@code term}, {@code 15}, {@code RTMIN+3} or {@code RTMAX-1}.
     *
     * @return empty where the text names no signal
     */
    public static Optional<Signal> parse(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        if (name.startsWith("SIG")) {
            name = name.substring(3);
        }
        if (name.startsWith("RTMIN")) {
            return realtime(REALTIME_MIN, name.substring(5), '+');
        }
        if (name.startsWith("RTMAX")) {
            return realtime(NUMBER_MAX, name.substring(5), '-');
        }
        int index = NAMES.indexOf(name);
        int value = index >= 0 ? index + 1 : digits(text);
        return value < 1 || value > NUMBER_MAX ? Optional.empty() : Optional.of(new Signal(value));
    }

    /** The name with its prefix: {@code SIGTERM}, {@code SIGRTMIN+3}. */
    public String signalName() {
        if (number <= NAMES.size()) {
            return "SIG" + NAMES.get(number - 1);
        }
        return number < REALTIME_MIN ? "SIG" + number : "SIGRTMIN+" + (number - REALTIME_MIN);
    }

    private static Optional<Signal> realtime(int base, String rest, char sign) {
        if (rest.isEmpty()) {
            return Optional.of(new Signal(base));
        }
        int offset = rest.charAt(0) == sign ? digits(rest.substring(1)) : -1;
        int value = sign == '+' ? base + offset : base - offset;
        return offset < 0 || value < REALTIME_MIN || value > NUMBER_MAX
                ? Optional.empty()
                : Optional.of(new Signal(value));
    }

    /** One or two digits as a number, -1 for any other text. */
    private static int digits(String text) {
        boolean legal =
                !text.isEmpty()
                        && text.length() <= 2
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return legal ? Integer.parseInt(text) : -1;
    }
}
