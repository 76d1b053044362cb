package io.jsec.seccomp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** Numbers and names of system calls, from the resource {@code syscalls.tsv}. */
final class SyscallTable {
    private static final Map<Architecture, SyscallTable> TABLES = new HashMap<>();
    private static final Set<String> NAMES = new HashSet<>();
    private static final int COLUMNS = 3;

    static {
        for (Architecture architecture : Architecture.values()) {
            TABLES.put(architecture, new SyscallTable());
        }
        read();
    }

    private final Map<String, Integer> numbers = new HashMap<>();
    private final TreeMap<Integer, String> names = new TreeMap<>();

    private SyscallTable() {}

    static SyscallTable of(Architecture architecture) {
        return Objects.requireNonNull(TABLES.get(architecture));
    }

    /** Whether any architecture has such a call. */
    static boolean knowsName(String name) {
        return NAMES.contains(name);
    }

    /** Every name, of whatever architecture. */
    static Set<String> allNames() {
        return Set.copyOf(NAMES);
    }

    OptionalInt number(String name) {
        Integer number = numbers.get(name);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    Optional<String> name(int number) {
        return Optional.ofNullable(names.get(number));
    }

    int highest() {
        return names.lastKey();
    }

    /** Every name of this architecture. */
    Set<String> names() {
        return Set.copyOf(numbers.keySet());
    }

    private static void read() {
        try (InputStream in = SyscallTable.class.getResourceAsStream("syscalls.tsv");
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    add(line.split("\t", COLUMNS));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(String[] row) {
        NAMES.add(row[0]);
        of(Architecture.X86_64).put(row[0], row[1]);
        of(Architecture.AARCH64).put(row[0], row[2]);
    }

    private void put(String name, String number) {
        if (!number.equals("-")) {
            numbers.put(name, Integer.valueOf(number));
            names.put(Integer.valueOf(number), name);
        }
    }
}
