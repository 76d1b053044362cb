package io.jsec.cli;

import io.jsec.cli.client.ApiClient;
import io.jsec.cli.client.ClientException;
import io.jsec.cli.docker.DockerHelp;
import io.jsec.cli.docker.DockerLine;
import io.jsec.cli.docker.DockerVerb;
import io.jsec.cli.docker.DockerVerbs;
import io.jsec.cli.docker.NotCarried;
import io.jsec.cli.journal.SeenHeads;
import io.jsec.linux.EngineChoice;
import java.util.List;
import java.util.Optional;

/** A command line with one of docker's verbs: to an engine, or without one where that is a way. */
final class DockerCommand {
    /** What docker ends with where a command line names no command. */
    private static final int UNKNOWN = 1;

    private static final String VERSION = "version";

    private final Environment environment;
    private final Standalone standalone;

    /** The roads that need no engine. */
    interface Standalone {
        /** Runs one of our own forms of a verb. */
        int run(Verb verb, List<String> words);
    }

    DockerCommand(Environment environment, Standalone standalone) {
        this.environment = environment;
        this.standalone = standalone;
    }

    /** Whether a command line that begins with this word is docker's. */
    static boolean concerns(String word) {
        return word.startsWith("-")
                || DockerVerbs.isKnown(word)
                || (Verb.of(word).isEmpty() && NotCarried.verb(List.of(word)).isPresent());
    }

    /** Runs one. */
    int run(List<String> typed) {
        EngineOptions options = EngineOptions.parse(typed);
        List<String> words = options.words();
        if (words.isEmpty()) {
            Usage.list(environment.err());
            return ExitCode.USAGE;
        }
        DockerVerbs.Found found = DockerVerbs.find(words).orElse(null);
        if (found == null) {
            NotCarried.Row row = NotCarried.verb(words).orElse(null);
            if (row != null) {
                throw CliException.refused(
                        Code.UNSUPPORTED, "jsec " + row.name(), row.why(), row.instead());
            }
            return unknown(words);
        }
        return run(found, options);
    }

    private static CliException none(String path, EngineChoice choice) {
        return CliException.refused(
                Code.ENGINE_START,
                "jsec " + path,
                "there is no engine and none is started: " + choice.why(),
                "as root, usermod --add-subuids 200000-265534 --add-subgids 200000-265534 "
                        + System.getProperty("user.name")
                        + "; or -H, for another engine");
    }

    private int unknown(List<String> words) {
        boolean group = DockerVerbs.groups().contains(words.getFirst());
        if (group && (words.size() == 1 || words.get(1).equals("--help"))) {
            environment.out().print(DockerHelp.ofGroup(words.getFirst()));
            environment.out().flush();
            return ExitCode.OK;
        }
        String word = group ? words.get(0) + " " + words.get(1) : words.getFirst();
        throw CliException.refused(
                        Code.USAGE,
                        "jsec " + word,
                        Verb.of(word).isPresent()
                                ? "it has no engine, so that no option of one stands before it"
                                : "there is no such verb",
                        "jsec help")
                .withExit(UNKNOWN);
    }

    /** Keeps what the engine said of its journal, so that a roll-back is found. */
    private void remember(ApiClient api) {
        if (!api.journalHead().isEmpty()) {
            new SeenHeads(EnginePlaces.seenHeads(environment))
                    .remember(api.address().text(), api.journalHead());
        }
    }

    private int run(DockerVerbs.Found found, EngineOptions options) {
        DockerVerb verb = found.verb();
        String path = verb.path();
        Optional<Verb> own =
                switch (path) {
                    case "run", "container run" -> Optional.of(Verb.RUN);
                    case "rm", "container rm" -> Optional.of(Verb.RM);
                    default -> Optional.empty();
                };
        if (own.isPresent() && StandaloneWords.isAsked(verb, found.words())) {
            return standalone.run(own.get(), StandaloneWords.without(found.words()));
        }
        EngineAddresses addresses =
                EngineAddresses.here(environment, options.host(), options.tls());
        EngineChoice choice = addresses.choice();
        boolean named = choice.engine() == EngineChoice.Engine.NAMED;
        if (own.isPresent() && choice.engine() == EngineChoice.Engine.STANDALONE) {
            return standalone.run(own.get(), found.words());
        }
        try {
            // Whoever asks for versions wants to know what is there.
            Optional<Runnable> starter =
                    path.equals(VERSION) ? Optional.empty() : addresses.starter(environment);
            ApiClient api =
                    new ApiClient(addresses.address(), "jsec/" + VersionCommand.VERSION, starter);
            try {
                return new DockerLine(environment.docker(named), api).run(verb, found.words());
            } finally {
                remember(api);
            }
        } catch (ClientException e) {
            if (choice.engine() == EngineChoice.Engine.STANDALONE) {
                throw none(path, choice);
            }
            environment.out().flush();
            environment.err().println(Printable.of(String.valueOf(e.getMessage())));
            environment.err().flush();
            return own.equals(Optional.of(Verb.RUN)) ? ExitCode.ENGINE : UNKNOWN;
        }
    }
}
