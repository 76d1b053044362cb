package io.jsec.launch;

import java.util.BitSet;
import java.util.regex.Pattern;

/**
 * A set of CPU numbers, as {@code --cpuset-cpus} and the kernel write it: {@code 0-3,8}.
 *
 * <p>Ranges are checked before anything is stored: a text of a few bytes never costs more than
 * {@link #CPUS_MAX} bits.
 */
public final class CpuSet {
    /** Numbers are below this: the kernel's largest NR_CPUS. */
    public static final int CPUS_MAX = 8192;

    private static final int TEXT_CHARS_MAX = 4096;
    private static final Pattern SYNTAX =
            Pattern.compile("\\d{1,4}(-\\d{1,4})?(,\\d{1,4}(-\\d{1,4})?)*+");

    private final BitSet cpus;

    private CpuSet(BitSet cpus) {
        this.cpus = cpus;
    }

    /**
     * Numbers and ranges, separated by commas, in any order.
     *
     * @throws RefusedException for anything else
     */
    public static CpuSet parse(String text) {
        if (text.length() > TEXT_CHARS_MAX || !SYNTAX.matcher(text).matches()) {
            throw refusal(text, "it is no list of CPU numbers and ranges");
        }
        BitSet cpus = new BitSet();
        for (String part : text.split(",", -1)) {
            int dash = part.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
            int last = Integer.parseInt(part.substring(dash + 1));
            if (last < first) {
                throw refusal(text, "the range " + part + " runs backwards");
            }
            if (last >= CPUS_MAX) {
                throw refusal(text, "CPU " + last + " is beyond " + (CPUS_MAX - 1));
            }
            cpus.set(first, last + 1);
        }
        return new CpuSet(cpus);
    }

    /** CPUs 0 to count − 1. */
    public static CpuSet first(int count) {
        BitSet cpus = new BitSet();
        cpus.set(0, count);
        return new CpuSet(cpus);
    }

    /** Whether every CPU of the other is here. */
    public boolean contains(CpuSet other) {
        BitSet missing = (BitSet) other.cpus.clone();
        missing.andNot(cpus);
        return missing.isEmpty();
    }

    /** The numbers, ascending. */
    public int[] numbers() {
        return cpus.stream().toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CpuSet set && set.cpus.equals(cpus);
    }

    @Override
    public int hashCode() {
        return cpus.hashCode();
    }

    /** The shortest list, as the kernel prints it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int first = cpus.nextSetBit(0); first >= 0; ) {
            int end = cpus.nextClearBit(first);
            text.append(text.isEmpty() ? "" : ",").append(first);
            if (end - first > 1) {
                text.append('-').append(end - 1);
            }
            first = cpus.nextSetBit(end);
        }
        return text.toString();
    }

    private static RefusedException refusal(String text, String why) {
        String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        return new Refusal(
                        Rule.CPUSET,
                        "the CPU list \"" + shown + "\"",
                        why,
                        "for example --cpuset-cpus 0-1")
                .exception();
    }
}
