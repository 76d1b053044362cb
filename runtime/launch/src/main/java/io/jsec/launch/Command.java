package io.jsec.launch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What runs.
 *
 * @param argv the entrypoint and its arguments, resolved; not empty
 * @param env the environment in the order given; the compiler adds PATH, HOME, HOSTNAME, TERM if
 *     absent
 * @param workdir where it starts: absolute
 * @param init whether an init of ours is PID 1
 */
public record Command(List<String> argv, Map<String, String> env, String workdir, boolean init) {
    /** Words of a command, and entries of an environment. */
    public static final int WORDS_MAX = 16_384;

    /** Bytes of one word: the kernel's MAX_ARG_STRLEN less its NUL. */
    public static final int WORD_BYTES_MAX = 131_071;

    /** Words without NUL, an absolute directory outside /proc. */
    public Command {
        argv = List.copyOf(argv);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        if (argv.isEmpty() || argv.getFirst().isEmpty()) {
            throw refusal("an empty command", "there is nothing to start", "a command after DIR");
        }
        if (argv.size() > WORDS_MAX || env.size() > WORDS_MAX) {
            throw refusal(
                    "a command of " + argv.size() + " words", "it is over the limit", "a file");
        }
        argv.forEach(word -> checkWord(Rule.COMMAND, "a word of the command", word));
        env.forEach(Command::checkEntry);
        workdir = SpecPaths.inside(Rule.WORKDIR, "the working directory", workdir);
        if (SpecPaths.within(workdir, "/proc")) {
            throw new Refusal(
                            Rule.WORKDIR,
                            "-w " + workdir,
                            "links below /proc can lead out of the container",
                            "a directory of the image")
                    .exception();
        }
    }

    private static void checkEntry(String name, String value) {
        if (name.isEmpty() || name.indexOf('=') >= 0) {
            throw new Refusal(
                            Rule.ENVIRONMENT,
                            "-e " + name.replace('\0', '?') + "=…",
                            "a variable's name is not empty and holds no '='",
                            "-e NAME=VALUE")
                    .exception();
        }
        checkWord(Rule.ENVIRONMENT, "the variable " + name.replace('\0', '?'), name + "=" + value);
    }

    private static void checkWord(Rule rule, String what, String word) {
        if (word.indexOf('\0') >= 0 || LaunchPlan.utf8Length(word) > WORD_BYTES_MAX) {
            throw new Refusal(
                            rule,
                            what,
                            "it holds a NUL byte or is longer than " + WORD_BYTES_MAX + " bytes",
                            "a text without NUL, long ones in a file")
                    .exception();
        }
    }

    private static RefusedException refusal(String what, String why, String instead) {
        return new Refusal(Rule.COMMAND, what, why, instead).exception();
    }
}
