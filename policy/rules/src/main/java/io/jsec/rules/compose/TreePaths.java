package io.jsec.rules.compose;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Paths from a tree's root, with {@code /} between their parts; the root is the empty path. */
final class TreePaths {
    private TreePaths() {}

    /** The folder of a file. */
    static String folder(String file) {
        int slash = file.lastIndexOf('/');
        return slash < 0 ? "" : file.substring(0, slash);
    }

    /** A path that is written for a folder; begins with ../ where it lies outside the tree. */
    static String below(String folder, String path) {
        if (path.startsWith("/")) {
            return ".." + path;
        }
        Deque<String> parts = new ArrayDeque<>();
        for (String part : (folder + "/" + path).split("/", -1)) {
            if (part.equals("..")) {
                if (parts.isEmpty() || parts.getLast().equals("..")) {
                    parts.addLast(part);
                } else {
                    parts.removeLast();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    /** Whether a path leads out of the tree. */
    static boolean isOutside(String path) {
        return path.equals("..") || path.startsWith("../");
    }

    /** How one folder is written for another one; empty for itself. */
    static String between(String from, String to) {
        List<String> source = parts(from);
        List<String> target = parts(to);
        int same = 0;
        while (same < Math.min(source.size(), target.size())
                && source.get(same).equals(target.get(same))) {
            same++;
        }
        List<String> way = new ArrayList<>(Collections.nCopies(source.size() - same, ".."));
        way.addAll(target.subList(same, target.size()));
        return String.join("/", way);
    }

    private static List<String> parts(String folder) {
        return folder.isEmpty() ? List.of() : List.of(folder.split("/", -1));
    }

    /** Whether a name stands for something that is fetched from elsewhere. */
    static boolean isRemote(String written) {
        return written.contains("://")
                || written.startsWith("git@")
                || written.startsWith("github.com/");
    }
}
