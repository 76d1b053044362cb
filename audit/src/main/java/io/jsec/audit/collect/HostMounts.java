package io.jsec.audit.collect;

import io.jsec.rules.HostFacts.Mount;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one mount namespace has mounted (proc_pid_mountinfo(5)), in the kernel's order.
 *
 * @param entries the mounts
 */
record HostMounts(List<Entry> entries) {
    private static final int FIELDS = 5;
    private static final int DEVICE = 2;
    private static final int ROOT = 3;
    private static final int POINT = 4;
    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");

    /** File systems behind which another machine or a program may fail to answer. */
    private static final Set<String> REMOTE =
            Set.of("nfs", "nfs4", "cifs", "smb3", "autofs", "9p", "ceph", "afs", "ncpfs");

    HostMounts {
        entries = List.copyOf(entries);
    }

    /**
     * One mount.
     *
     * @param device {@code major:minor} of the file system
     * @param root the folder or file of the file system that is seen
     * @param point where it is seen
     * @param type of the file system
     */
    record Entry(String device, String root, String point, String type) {
        /** Where a path of this mount lies within the file system. */
        String within(String path) {
            return join(root, below(point, path));
        }

        /** Whether what lies there within the file system is seen by this mount. */
        boolean shows(String within) {
            return root.equals("/") || within.equals(root) || within.startsWith(root + "/");
        }

        /** Where it is seen. */
        String seenAt(String within) {
            return join(point, below(root, within));
        }
    }

    private static String below(String folder, String path) {
        return folder.equals("/") ? path : path.substring(folder.length());
    }

    private static String join(String folder, String rest) {
        String joined = (folder.equals("/") ? "" : folder) + rest;
        return joined.isEmpty() ? "/" : joined;
    }

    /** Reads the lines; those that are damaged are left out. */
    static HostMounts parse(String text) {
        List<Entry> all = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] fields = line.split(" ", -1);
            int type = List.of(fields).indexOf("-") + 1;
            if (fields.length >= FIELDS && type > 0 && type < fields.length) {
                all.add(
                        new Entry(
                                fields[DEVICE],
                                plain(fields[ROOT]),
                                plain(fields[POINT]),
                                fields[type]));
            }
        }
        return new HostMounts(all);
    }

    /** Blanks, tabs, line ends and backslashes stand as three octal digits. */
    private static String plain(String field) {
        Matcher found = ESCAPE.matcher(field);
        return found.replaceAll(match ->
                Matcher.quoteReplacement(
                        new String(
                                new byte[] {(byte) Integer.parseInt(match.group(1), 8)},
                                StandardCharsets.ISO_8859_1)));
    }

    /** The mount that a path lies on: of those above it the longest, of equal ones the last. */
    Optional<Entry> holding(String path) {
        Entry holding = null;
        for (Entry each : entries) {
            boolean holds = new Mount(each.point(), "").holds(path);
            if (holds && (holding == null || each.point().length() >= holding.point().length())) {
                holding = each;
            }
        }
        return Optional.ofNullable(holding);
    }

    /** Whether reading there may wait for another machine or a program. */
    boolean mayHang(String path) {
        String type = holding(path).map(Entry::type).orElse("");
        return REMOTE.contains(type) || type.startsWith("fuse");
    }

    /** The mounts as facts. */
    List<Mount> facts() {
        return entries.stream().map(each -> new Mount(each.point(), each.device())).toList();
    }
}
