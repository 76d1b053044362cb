package io.jsec.rules.catalogue.engine;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.dockerfile.ShellScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One step of an image's history, as Docker, BuildKit and Buildah write it. They keep the text, not
 * the instruction: {@code /bin/sh -c #(nop) ENV A=b}, {@code RUN |1 A=b /bin/sh -c true #
 * buildkit}.
 *
 * @param keyword of the instruction; RUN where the line is a command alone
 * @param text what stands behind the keyword, for RUN the script
 * @param pairs {@code NAME=value} of ENV and ARG, and the build arguments of RUN
 */
record HistoryLine(String keyword, String text, List<String> pairs) {
    private static final String BUILDKIT = " # buildkit";
    private static final Set<String> KEYWORDS =
            Set.of(
                    "ADD",
                    "ARG",
                    "CMD",
                    "COPY",
                    "ENTRYPOINT",
                    "ENV",
                    "EXPOSE",
                    "HEALTHCHECK",
                    "LABEL",
                    "MAINTAINER",
                    "ONBUILD",
                    "RUN",
                    "SHELL",
                    "STOPSIGNAL",
                    "USER",
                    "VOLUME",
                    "WORKDIR");
    private static final Pattern NO_COMMAND =
            Pattern.compile("^/\\S+(?: \\S+){0,8}? #\\(nop\\)\\s+");
    private static final Pattern SHELL =
            Pattern.compile("(?:^|\\s)/\\S*sh(?: -o pipefail| -[a-z]+)* -[a-z]*c(?:\\s|$)");
    private static final Pattern ARGUMENTS = Pattern.compile("^\\|[0-9]+\\s");
    private static final Pattern NAME = Pattern.compile("(?:^|\\s)[A-Za-z_][A-Za-z0-9_]*=");

    /** Copies the list. */
    HistoryLine {
        pairs = List.copyOf(pairs);
    }

    /** Reads a line; one of a form that is not known is a command. */
    static HistoryLine parse(String line) {
        String rest = line.strip();
        if (rest.endsWith(BUILDKIT)) {
            rest = rest.substring(0, rest.length() - BUILDKIT.length());
        }
        Matcher nop = NO_COMMAND.matcher(rest);
        rest = nop.find() ? rest.substring(nop.end()) : rest;
        int space = rest.indexOf(' ');
        String word = space < 0 ? rest : rest.substring(0, space);
        boolean known = KEYWORDS.contains(word);
        String text = known ? rest.substring(word.length()).strip() : rest;
        String keyword = known ? word : "RUN";
        return switch (keyword) {
            case "RUN" -> run(text);
            case "ENV", "ARG" -> new HistoryLine(keyword, text, pairs(text));
            default -> new HistoryLine(keyword, text, List.of());
        };
    }

    private static HistoryLine run(String text) {
        Matcher shell = SHELL.matcher(text);
        boolean scripted = shell.find();
        Matcher count = ARGUMENTS.matcher(text);
        if (!count.find()) {
            boolean first = scripted && shell.start() == 0;
            return new HistoryLine("RUN", first ? text.substring(shell.end()) : text, List.of());
        }
        String arguments = text.substring(count.end(), scripted ? shell.start() : text.length());
        String script = scripted ? text.substring(shell.end()) : "";
        return new HistoryLine("RUN", script, pairs(arguments));
    }

    /** Values are not quoted: each goes on to the next name. */
    private static List<String> pairs(String text) {
        List<String> all = new ArrayList<>();
        Matcher name = NAME.matcher(text);
        int start = -1;
        while (name.find()) {
            if (start >= 0) {
                all.add(text.substring(start, name.start()).strip());
            }
            start = name.start();
        }
        if (start >= 0) {
            all.add(text.substring(start).strip());
        }
        return all;
    }

    /** What RUN runs; nothing for others. */
    List<ShellCommand> commands() {
        return keyword.equals("RUN") ? ShellScript.of(text) : List.of();
    }
}
