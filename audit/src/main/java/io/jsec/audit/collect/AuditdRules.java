package io.jsec.audit.collect;

import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the paths that the configured rules of auditd cover (audit.rules(7)). Rules that were only
 * loaded are known to the kernel, which tells root alone.
 */
final class AuditdRules {
    private static final String COMPILED = "/etc/audit/audit.rules";
    private static final String FOLDER = "/etc/audit/rules.d";
    private static final Pattern FIELD = Pattern.compile("-F\\s*(?:path|dir)=(\\S+)");
    private static final Pattern WATCH = Pattern.compile("(?:^|\\s)-w\\s*(\\S+)");

    private AuditdRules() {}

    /** The paths that are watched for writes, changes of attributes or execution. */
    static Fact<List<Located<String>>> of(HostRoot root) {
        List<Located<String>> all = new ArrayList<>();
        try {
            read(root, COMPILED, all);
            for (String name : root.list(FOLDER)) {
                if (name.endsWith(".rules")) {
                    read(root, FOLDER + "/" + name, all);
                }
            }
        } catch (IOException e) {
            return Fact.unknown(HostRoot.why("/etc/audit", e));
        }
        return Fact.of(all, SourceLocation.whole(COMPILED));
    }

    private static void read(HostRoot root, String path, List<Located<String>> all)
            throws IOException {
        int number = 0;
        for (String line : root.text(path).orElse("").lines().toList()) {
            number++;
            String rule = line.strip();
            if (rule.equals("-D")) {
                // What stands before it is deleted again.
                all.removeIf(each -> each.at().path().equals(path));
            }
            boolean never = rule.matches("-[aA]\\s*(never,\\S+|\\S+,never)(\\s.*)?");
            if (rule.startsWith("-w") || (rule.startsWith("-a") && !never)) {
                add(rule, new SourceLocation(path, number, 1, number, line.length() + 1), all);
            }
        }
    }

    private static void add(String rule, SourceLocation at, List<Located<String>> all) {
        Matcher found = (rule.startsWith("-w") ? WATCH : FIELD).matcher(rule);
        while (found.find()) {
            String path = found.group(1);
            boolean folder = path.endsWith("/") && path.length() > 1;
            all.add(new Located<>(folder ? path.substring(0, path.length() - 1) : path, at));
        }
    }
}
