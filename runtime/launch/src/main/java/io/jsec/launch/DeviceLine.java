package io.jsec.launch;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file of a control group holds for one block device, in a line of its own: {@code 254:0
 * 200}, {@code 254:0 rbps=1048576}. Pure.
 *
 * @param file its name
 * @param device {@code MAJOR:MINOR}
 * @param key which of several numbers, with its {@code =}; empty where there is one
 */
record DeviceLine(String file, String device, String key) {
    private static final Pattern FORM = Pattern.compile("(\\d+:\\d+) ([a-z]+=)?.*");

    /** The line that a write makes or changes; nothing where it holds for the whole group. */
    static Optional<DeviceLine> of(Step.Pair write) {
        Matcher form = FORM.matcher(write.value());
        return form.matches()
                ? Optional.of(
                        new DeviceLine(
                                write.key(),
                                form.group(1),
                                form.group(2) == null ? "" : form.group(2)))
                : Optional.empty();
    }

    /** The write after which nothing is asked for this device. */
    Step.Pair unset() {
        String none =
                switch (file) {
                    case "io.max" -> key + "max";
                    case "io.weight", "io.bfq.weight" -> "default";
                    case "blkio.weight_device", "blkio.bfq.weight_device" -> "default";
                    default -> "0";
                };
        return new Step.Pair(file, device + " " + none);
    }

    /** The write that brings back what a file held. */
    String before(String text) {
        return text.lines()
                .filter(line -> line.startsWith(device + " "))
                .findFirst()
                .orElseGet(() -> unset().value());
    }
}
