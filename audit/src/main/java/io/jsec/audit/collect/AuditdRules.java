package io.jsec.audit.collect;

import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the paths that the configured rules of auditd cover (audit.rules(7), auditctl(8)). Rules
 * that were only loaded are known to the kernel, which tells root alone.
 */
final class AuditdRules {
    private static final String COMPILED = "/etc/audit/audit.rules";
    private static final String FOLDER = "/etc/audit/rules.d";
    private static final String ALL = "rwxa";

    private final HostRoot root;
    private final List<Located<String>> watched = new ArrayList<>();
    private final List<String> never = new ArrayList<>();

    private AuditdRules(HostRoot root) {
        this.root = root;
    }

    /**
     * The paths whose change or execution is recorded; of folders, with all below, with a slash.
     */
    static Fact<List<Located<String>>> of(HostRoot root) {
        AuditdRules rules = new AuditdRules(root);
        try {
            rules.file(COMPILED);
            for (String name : root.list(FOLDER)) {
                if (name.endsWith(".rules")) {
                    rules.file(FOLDER + "/" + name);
                }
            }
        } catch (IOException e) {
            return Fact.unknown(HostRoot.why("/etc/audit", e));
        }
        return Fact.of(rules.watched, SourceLocation.whole(COMPILED));
    }

    private void file(String path) throws IOException {
        int number = 0;
        never.clear();
        for (String line : root.text(path).orElse("").lines().toList()) {
            number++;
            String rule = line.strip();
            if (rule.equals("-D")) {
                // What stands before it is deleted again.
                watched.removeIf(each -> each.at().path().equals(path));
                never.clear();
            } else if (!rule.isEmpty() && !rule.startsWith("#")) {
                rule(rule, new SourceLocation(path, number, 1, number, line.length() + 1));
            }
        }
    }

    /** One rule: the words of it that bear on files. */
    private static final class Words {
        private String action = "";
        private String folder = "";
        private String file = "";
        private String permissions = ALL;
        private boolean narrow;
        private boolean removed;
    }

    private void rule(String text, SourceLocation at) {
        Words rule = words(text);
        String covered = rule.folder.isEmpty() ? rule.file : rule.folder;
        if (!covered.startsWith("/")) {
            return;
        }
        String path = place(covered, !rule.folder.isEmpty());
        if (rule.removed) {
            watched.removeIf(each -> each.value().equals(path));
        } else if (rule.action.contains("never")) {
            // The first rule that fits an event decides.
            if (!rule.narrow) {
                never.add(path);
            }
        } else if (rule.permissions.matches(".*[wxa].*")
                && never.stream().noneMatch(each -> below(path, each))) {
            watched.add(new Located<>(path, at));
        }
    }

    private static boolean below(String path, String other) {
        return path.equals(other) || (other.endsWith("/") && path.startsWith(other));
    }

    private Words words(String text) {
        Words rule = new Words();
        String[] words = text.split("\\s+", -1);
        for (int i = 0; i < words.length; i++) {
            String flag = words[i].length() < 2 ? "" : words[i].substring(0, 2);
            boolean joined = words[i].length() > 2;
            if (flag.startsWith("-")) {
                String next = i + 1 < words.length ? words[i + 1] : "";
                String value = joined ? words[i].substring(2) : next;
                i += joined ? 0 : 1;
                word(flag, value, rule);
            }
        }
        return rule;
    }

    private void word(String flag, String value, Words rule) {
        switch (flag) {
            case "-w", "-W" -> {
                // A folder is watched with all that is below it.
                boolean folder = root.seen(value).filter(HostRoot.Found::isFolder).isPresent();
                rule.folder = folder ? value : "";
                rule.file = value;
                rule.removed = flag.equals("-W");
            }
            case "-a", "-A" -> rule.action = value;
            case "-p" -> rule.permissions = value;
            case "-F" -> field(value, rule);
            default -> {}
        }
    }

    private static void field(String field, Words rule) {
        if (field.startsWith("dir=")) {
            rule.folder = field.substring(4);
        } else if (field.startsWith("path=")) {
            rule.file = field.substring(5);
        } else if (field.startsWith("perm=")) {
            rule.permissions = field.substring(5);
        } else if (!field.startsWith("arch=") && !field.startsWith("key=")) {
            rule.narrow = true;
        }
    }

    /** The kernel watches what a path leads to. */
    private String place(String path, boolean folder) {
        String real = root.seen(path).map(HostRoot.Found::path).orElse(path);
        String plain = real.length() > 1 && real.endsWith("/") ? cut(real) : real;
        return folder && !plain.equals("/") ? plain + "/" : plain;
    }

    private static String cut(String path) {
        return path.substring(0, path.length() - 1);
    }
}
