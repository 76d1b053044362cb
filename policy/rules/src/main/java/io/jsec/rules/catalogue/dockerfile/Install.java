package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.dockerfile.ShellCommand.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A call of a package manager.
 *
 * @param manager whose it is
 * @param verb e.g. {@code install}, in the manager's own word
 * @param options the words that begin with a dash
 * @param packages the words behind the verb that are no options
 */
record Install(Manager manager, String verb, List<Word> options, List<Word> packages) {
    /** The package managers known here. */
    enum Manager {
        APT,
        APK,
        DNF,
        ZYPPER,
        PIP,
        NPM,
        YARN,
        GEM
    }

    private static final Map<String, Manager> PROGRAMS =
            Map.ofEntries(
                    Map.entry("apt", Manager.APT),
                    Map.entry("apt-get", Manager.APT),
                    Map.entry("aptitude", Manager.APT),
                    Map.entry("apk", Manager.APK),
                    Map.entry("yum", Manager.DNF),
                    Map.entry("dnf", Manager.DNF),
                    Map.entry("microdnf", Manager.DNF),
                    Map.entry("zypper", Manager.ZYPPER),
                    Map.entry("pip", Manager.PIP),
                    Map.entry("pip3", Manager.PIP),
                    Map.entry("npm", Manager.NPM),
                    Map.entry("yarn", Manager.YARN),
                    Map.entry("gem", Manager.GEM));

    /** Options that take the next word. */
    private static final Set<String> VALUED =
            Set.of(
                    "-t",
                    "-o",
                    "-c",
                    "--target-release",
                    "-X",
                    "--repository",
                    "-p",
                    "--root",
                    "-r",
                    "--requirement",
                    "--index-url",
                    "-i",
                    "--extra-index-url",
                    "-f",
                    "--find-links",
                    "--trusted-host",
                    "--prefix",
                    "--registry",
                    "-v",
                    "--version",
                    "--constraint",
                    "--virtual",
                    "--installroot",
                    "--releasever",
                    "--disablerepo",
                    "--enablerepo",
                    "--source",
                    "--timeout",
                    "--retries",
                    "--target",
                    "--proxy",
                    "--cert",
                    "-n");

    private static final Set<String> INSTALLS =
            Set.of("install", "add", "in", "i", "ci", "localinstall");

    /** What a command asks a package manager for, if it calls one. */
    static Optional<Install> of(ShellCommand command) {
        List<Word> words = new ArrayList<>(command.arguments());
        Manager manager = PROGRAMS.get(command.program());
        if (manager == null && command.program().startsWith("python") && isPip(words)) {
            manager = Manager.PIP;
            words = new ArrayList<>(words.subList(2, words.size()));
        }
        return manager == null ? Optional.empty() : Optional.of(read(manager, words));
    }

    private static boolean isPip(List<Word> words) {
        return words.size() > 2
                && words.get(0).value().equals("-m")
                && words.get(1).value().equals("pip");
    }

    private static Install read(Manager manager, List<Word> words) {
        List<Word> options = new ArrayList<>();
        List<Word> operands = new ArrayList<>();
        boolean value = false;
        for (Word word : words) {
            if (value) {
                options.add(word);
                value = false;
            } else if (word.value().startsWith("-") && word.value().length() > 1) {
                options.add(word);
                value = VALUED.contains(word.value()) && !isSwitch(manager, word.value());
            } else {
                operands.add(word);
            }
        }
        String verb = operands.isEmpty() ? "" : operands.removeFirst().value();
        return new Install(manager, verb, options, operands);
    }

    /** Letters that mean other things elsewhere. */
    private static boolean isSwitch(Manager manager, String option) {
        return switch (manager) {
            case APT -> option.equals("-f") || option.equals("-i") || option.equals("-v");
            case ZYPPER -> option.equals("-n") || option.equals("-f") || option.equals("-v");
            case NPM, YARN -> option.length() == 2;
            case APK -> option.equals("-f") || option.equals("-i") || option.equals("-v");
            case DNF, PIP -> option.equals("-v");
            case GEM -> option.equals("-f") || option.equals("-r");
        };
    }

    /** Whether it installs something. */
    boolean installs() {
        return INSTALLS.contains(verb);
    }

    boolean is(Manager other) {
        return manager == other;
    }

    /** Whether one of the options is given, as a word or as {@code --name=…}. */
    boolean has(String... names) {
        for (String name : names) {
            for (Word option : options) {
                if (option.value().equals(name) || option.value().startsWith(name + "=")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a short option is given, alone or among others: {@code -y}, {@code -qy}. */
    boolean hasShort(char letter) {
        return options.stream()
                .map(Word::value)
                .anyMatch(word ->
                        word.length() > 1 && word.charAt(1) != '-' && word.indexOf(letter) > 0);
    }
}
