package io.jsec.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder this program was started from: {@code bin/jsec}, {@code lib/jsec-launch}.
 *
 * @param home the folder that holds bin and lib
 */
record Distribution(Path home) {
    /** Of this process, as {@code bin/jsec} says it. */
    static Distribution here() {
        String home = System.getProperty("jsec.home");
        if (home == null || home.isEmpty()) {
            throw CliException.failed(
                    Code.DISTRIBUTION,
                    "looking for jsec-launch",
                    "jsec was not started by its own start script",
                    "bin/jsec of the distribution");
        }
        return new Distribution(Path.of(home));
    }

    /** The start script. */
    Path command() {
        return home.resolve("bin/jsec");
    }

    /** The launcher. */
    Path launcher() {
        return program("jsec-launch");
    }

    /**
     * How an engine uses memory: what a request leaves behind is collected from a young generation
     * that stays small, instead of from one that grows with the machine; the heap grows with the
     * containers. An engine with no heap left ends, and its launcher starts the next.
     */
    private static final List<String> ENGINE_MEMORY =
            List.of(
                    "-Xms24m",
                    "-Xmn12m",
                    "-Xmx512m",
                    "-XX:ReservedCodeCacheSize=32m",
                    "-XX:+ExitOnOutOfMemoryError");

    /** A method is compiled after a few launches, not after some hundred. */
    private static final String ENGINE_COMPILES_EARLY = "-XX:CompileThresholdScaling=0.15";

    /**
     * The command line of an engine. It is this Java with the flags of the start script, which
     * would take the engine for root: in its namespace it is uid 0.
     */
    List<String> engine() {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:-UsePerfData",
                        "-Xlog:disable",
                        "-Xlog:all=error,aot*=off,cds*=off:stderr",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djna.boot.library.path=" + home.resolve("lib/native"),
                        "-Djava.library.path=" + home.resolve("lib/native"),
                        "-Djna.nounpack=true",
                        "-Djna.nosys=true",
                        "-Dslf4j.provider=" + LogProvider.class.getName(),
                        "-Dslf4j.internal.verbosity=WARN",
                        "-Djsec.home=" + home));
        words.addAll(ENGINE_MEMORY);
        words.add(ENGINE_COMPILES_EARLY);
        Path cache = home.resolve("lib/jsec.aot");
        if (Files.isReadable(cache)) {
            words.add("-XX:AOTCache=" + cache);
        }
        words.addAll(List.of("-cp", home.resolve("lib/jsec.jar").toString(), "io.jsec.cli.Main"));
        words.add(Verb.ENGINE.word());
        return words;
    }

    /** The program of the embedded image. */
    Path probe() {
        return program("jsec-probe");
    }

    private Path program(String name) {
        Path program = home.resolve("lib").resolve(name);
        if (!Files.isExecutable(program)) {
            throw CliException.failed(
                    Code.DISTRIBUTION,
                    "looking for " + name,
                    program + " is missing or cannot be executed by this user",
                    "building the distribution again, in a place this user can read");
        }
        return program;
    }
}
