package io.jsec.cli.docker;

import java.util.ArrayList;
import java.util.List;

/** The help text of a verb. */
public final class DockerHelp {
    private DockerHelp() {}

    /** The verbs of a group, a line each. */
    public static String ofGroup(String group) {
        StringBuilder text = new StringBuilder("Usage: jsec " + group + " COMMAND\n\n");
        for (DockerVerb verb : DockerVerbs.ofGroup(group)) {
            String word = verb.path().substring(group.length() + 1);
            text.append("  ").append(word).append(" ".repeat(Math.max(1, 12 - word.length())));
            text.append(verb.help()).append('\n');
        }
        return text.toString();
    }

    /** Usage, one sentence, and the options. */
    public static String of(DockerVerb verb) {
        StringBuilder text = new StringBuilder();
        text.append("Usage: jsec ").append(verb.usage()).append("\n\n");
        text.append(verb.help()).append('\n');
        List<String> left = new ArrayList<>();
        for (Flag flag : verb.flags()) {
            String names = flag.letter().isEmpty() ? "    " : "-" + flag.letter() + ", ";
            left.add(
                    names
                            + "--"
                            + flag.name()
                            + (flag.label().isEmpty() ? "" : " " + flag.label()));
        }
        int width = left.stream().mapToInt(String::length).max().orElse(0);
        for (int i = 0; i < left.size(); i++) {
            text.append(i == 0 ? "\n" : "");
            text.append("  ").append(left.get(i));
            text.append(" ".repeat(width - left.get(i).length() + 2));
            text.append(verb.flags().get(i).help()).append('\n');
        }
        return text.toString();
    }
}
