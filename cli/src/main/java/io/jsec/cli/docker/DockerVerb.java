package io.jsec.cli.docker;

import java.util.List;

/**
 * A verb as data.
 *
 * @param path its words, such as {@code container ls}
 * @param arguments what follows the options, such as {@code CONTAINER [CONTAINER...]}
 * @param least the fewest arguments
 * @param most the most arguments
 * @param help one sentence
 * @param interspersed whether options may follow arguments
 * @param flags its options
 * @param completes what its arguments name
 * @param action what it does
 */
public record DockerVerb(
        String path,
        String arguments,
        int least,
        int most,
        String help,
        boolean interspersed,
        List<Flag> flags,
        Completes completes,
        Action action) {

    static final Flag HELP = Flag.flag("help", "Print the options.");
    private static final int MANY = Integer.MAX_VALUE;

    /** What the arguments of a verb name, for completion. */
    public enum Completes {
        /** Files, or nothing that the engine knows. */
        NOTHING,
        /** Containers. */
        CONTAINERS,
        /** Containers that run. */
        RUNNING,
        /** Images. */
        IMAGES,
        /** Networks. */
        NETWORKS,
        /** Volumes. */
        VOLUMES
    }

    /** What a verb does. */
    @FunctionalInterface
    interface Action {
        int run(Call call);
    }

    /** A copy of the lists. */
    public DockerVerb {
        flags = List.copyOf(flags);
    }

    /** A verb whose arguments are counted by their text: a bracket is none, dots are many. */
    static DockerVerb of(String path, String arguments, String help, List<Flag> flags, Action run) {
        int least = 0;
        int most = 0;
        for (String word : words(arguments)) {
            least += word.startsWith("[") ? 0 : 1;
            most = word.endsWith("...]") ? MANY : most == MANY ? MANY : most + 1;
        }
        Completes completes =
                switch (first(arguments)) {
                    case "CONTAINER", "CONTAINER..." -> Completes.CONTAINERS;
                    case "IMAGE", "IMAGE...", "SOURCE_IMAGE[:TAG]" -> Completes.IMAGES;
                    case "NETWORK", "NETWORK..." -> Completes.NETWORKS;
                    case "VOLUME", "VOLUME..." -> Completes.VOLUMES;
                    default -> Completes.NOTHING;
                };
        return new DockerVerb(path, arguments, least, most, help, true, flags, completes, run);
    }

    private static List<String> words(String arguments) {
        return arguments.isEmpty() ? List.of() : List.of(arguments.split(" ", -1));
    }

    private static String first(String arguments) {
        List<String> words = words(arguments);
        return words.isEmpty() ? "" : words.getFirst().replace("[", "").replace("]", "");
    }

    /** The same, whose options end at the first argument. */
    DockerVerb optionsFirst() {
        return new DockerVerb(path, arguments, least, most, help, false, flags, completes, action);
    }

    /** The same, for containers that run. */
    DockerVerb ofRunning() {
        return new DockerVerb(
                path, arguments, least, most, help, interspersed, flags, Completes.RUNNING, action);
    }

    /** The same under another name. */
    DockerVerb as(String other) {
        return new DockerVerb(
                other, arguments, least, most, help, interspersed, flags, completes, action);
    }

    /** The line of usage, without the name of the program. */
    String usage() {
        return path
                + (flags.isEmpty() ? "" : " [OPTIONS]")
                + (arguments.isEmpty() ? "" : " " + arguments);
    }

    /** What is wrong about the number of arguments; empty where it is right. */
    String miscount(int count) {
        if (count >= least && count <= most) {
            return "";
        }
        String want;
        if (most == 0) {
            want = "accepts no arguments";
        } else if (most == MANY) {
            want = "requires at least " + counted(least);
        } else if (least == most) {
            want = "requires " + counted(least);
        } else {
            want = "requires at least " + least + " and at most " + counted(most);
        }
        return "\"jsec "
                + path
                + "\" "
                + want
                + ".\nSee 'jsec "
                + path
                + " --help'.\n\nUsage:  jsec "
                + usage()
                + "\n\n"
                + help;
    }

    private static String counted(int count) {
        return count + (count == 1 ? " argument" : " arguments");
    }
}
