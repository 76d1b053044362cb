package io.jsec.cli.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Scripts that complete command lines in a shell: verbs and options from the tables of this
 * program, names from the engine at the time.
 */
public final class Completion {

    private final Map<String, Entry> entries = new TreeMap<>();

    /**
     * What can follow the words of a verb.
     *
     * @param options the options
     * @param words further fixed words
     * @param completes what its arguments name
     */
    private record Entry(List<String> options, List<String> words, String completes) {}

    /** With docker's verbs. */
    public Completion() {
        for (String path : DockerVerbs.paths()) {
            DockerVerb verb = DockerVerbs.of(path).orElseThrow();
            List<String> options = new ArrayList<>();
            verb.flags().forEach(flag -> options.addAll(flag.typed()));
            entries.put(path, new Entry(options, List.of(), names(verb.completes())));
        }
        for (String group : DockerVerbs.groups()) {
            List<String> words = new ArrayList<>();
            DockerVerbs.ofGroup(group)
                    .forEach(verb -> words.add(verb.path().substring(group.length() + 1)));
            entries.put(group, new Entry(List.of(), words, ""));
        }
    }

    /** Adds a verb that is not docker's. */
    public void add(String path, List<String> options, List<String> words) {
        entries.putIfAbsent(path, new Entry(options, words, ""));
    }

    /** The shells for which there is a script. */
    public static List<String> shells() {
        return List.of("bash", "fish", "zsh");
    }

    /** The script for one of {@link #shells}. */
    public String script(String shell) {
        return switch (shell) {
            case "bash" -> bash();
            case "zsh" -> "#compdef jsec\nautoload -U +X bashcompinit && bashcompinit\n" + bash();
            case "fish" -> fish();
            default -> throw new IllegalArgumentException("no script for " + shell);
        };
    }

    private static String names(DockerVerb.Completes completes) {
        return switch (completes) {
            case NOTHING -> "";
            case CONTAINERS -> "container ls -a --format '{{.Names}}'";
            case RUNNING -> "container ls --format '{{.Names}}'";
            case IMAGES -> "image ls --format '{{.Repository}}:{{.Tag}}'";
            case NETWORKS -> "network ls --format '{{.Name}}'";
            case VOLUMES -> "volume ls --format '{{.Name}}'";
        };
    }

    private List<String> first() {
        return entries.keySet().stream().filter(path -> path.indexOf(' ') < 0).toList();
    }

    private String bash() {
        StringBuilder text =
                new StringBuilder(
                        """
                        # Completes the words of jsec.
                        _jsec() {
                            local word=${COMP_WORDS[COMP_CWORD]} path= at=1 host=()
                            while ((at < COMP_CWORD)); do
                                case ${COMP_WORDS[at]} in
                                    -H | --host) host=(-H "${COMP_WORDS[at + 1]-}"); ((at += 2)) ;;
                                    -*) ((at += 1)) ;;
                                    *) break ;;
                                esac
                            done
                            ((at < COMP_CWORD)) && path=${COMP_WORDS[at]}
                            case $path in
                                GROUPS)
                                    ((at + 1 < COMP_CWORD)) && path="$path ${COMP_WORDS[at + 1]}" ;;
                            esac
                            local options= words= names=()
                            case $path in
                        """
                                .replace("GROUPS", String.join(" | ", groups())));
        text.append("        '') words='").append(String.join(" ", first())).append("'\n");
        text.append("            options='-H --host --help --version' ;;\n");
        entries.forEach((path, entry) -> {
            text.append("        '").append(path).append("') ");
            text.append("options='").append(String.join(" ", entry.options())).append("'");
            if (!entry.words().isEmpty()) {
                text.append("\n            words='").append(String.join(" ", entry.words()));
                text.append('\'');
            }
            if (!entry.completes().isEmpty()) {
                text.append("\n            names=(").append(entry.completes()).append(')');
            }
            text.append(" ;;\n");
        });
        return text.append(
                        """
                            esac
                            if [[ $word == -* ]]; then
                                COMPREPLY=($(compgen -W "$options" -- "$word"))
                            elif ((${#names[@]})); then
                                words=$(jsec "${host[@]}" "${names[@]}" 2>/dev/null)
                                COMPREPLY=($(compgen -W "$words" -- "$word"))
                            else
                                COMPREPLY=($(compgen -W "$words" -- "$word"))
                            fi
                        }
                        complete -o default -F _jsec jsec
                        """)
                .toString();
    }

    private List<String> groups() {
        return entries.keySet().stream()
                .filter(path -> path.indexOf(' ') > 0)
                .map(path -> path.substring(0, path.indexOf(' ')))
                .distinct()
                .toList();
    }

    private String fish() {
        StringBuilder text =
                new StringBuilder(
                        """
                        # Completes the words of jsec.
                        function __jsec_path
                            set -l words (commandline -opc)
                            set -e words[1]
                            set -l path
                            while set -q words[1]
                                switch $words[1]
                                    case -H --host
                                        set -e words[1]
                                    case '-*'
                                    case '*'
                                        set -a path $words[1]
                                end
                                set -e words[1]
                            end
                            if contains -- "$path[1]" GROUPS
                                echo $path[1..2]
                            else
                                echo $path[1]
                            end
                        end
                        function __jsec_at
                            test (__jsec_path) = "$argv"
                        end
                        complete -c jsec -f
                        """
                                .replace("GROUPS", String.join(" ", groups())));
        text.append("complete -c jsec -n '__jsec_at \"\"' -a '")
                .append(String.join(" ", first()))
                .append("'\n");
        entries.forEach((path, entry) -> {
            String at = "complete -c jsec -n '__jsec_at " + path + "'";
            for (String option : entry.options()) {
                String name = option.replaceFirst("^-+", "");
                text.append(at).append(name.length() == 1 ? " -s " : " -l ").append(name);
                text.append('\n');
            }
            if (!entry.words().isEmpty()) {
                text.append(at).append(" -a '").append(String.join(" ", entry.words()));
                text.append("'\n");
            }
            if (!entry.completes().isEmpty()) {
                text.append(at).append(" -a \"(jsec ").append(entry.completes());
                text.append(" 2>/dev/null)\"\n");
            }
        });
        return text.toString();
    }
}
