package io.jsec.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the functions of a C file: our style puts the brace that closes one in the first column.
 */
final class CBodies {
    private static final Pattern NAME = Pattern.compile("(\\w+)\\s*\\(");

    private CBodies() {}

    static List<Body> of(SourceFile file) {
        List<Body> found = new ArrayList<>();
        List<String> lines = file.lines();
        int head = -1;
        boolean open = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!open) {
                head = startsHead(line) && (head < 0 || line.contains("(")) ? i : head;
                open = head >= 0 && (line.equals("{") || line.endsWith(") {"));
                head = !open && (line.endsWith(";") || line.isBlank()) ? -1 : head;
            } else if (line.startsWith("}")) {
                found.add(new Body(name(lines.get(head)), head + 1, i - head + 1, false));
                open = false;
                head = -1;
            }
        }
        return found;
    }

    private static boolean startsHead(String line) {
        return !line.isEmpty() && Character.isLetter(line.charAt(0)) && !line.endsWith(";");
    }

    private static String name(String head) {
        Matcher name = NAME.matcher(head);
        return name.find() ? name.group(1) : head;
    }
}
