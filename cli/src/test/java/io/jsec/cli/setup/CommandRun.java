package io.jsec.cli.setup;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;

/**
 * One command line of {@code jsec setup} and what came of it.
 *
 * @param exit the exit code
 * @param out standard output
 * @param err standard error
 */
record CommandRun(int exit, String out, String err) {
    /** Runs it on a host; somebody at the terminal agrees. */
    static CommandRun of(SetupHost host, String... words) {
        return of(host, Hosts.DISTRIBUTION, true, words);
    }

    static CommandRun of(SetupHost host, String distribution, boolean agreed, String... words) {
        return of(host, Path.of("/nowhere/policy.yaml"), distribution, agreed, words);
    }

    /** With the policy of the user's own engine in a file. */
    static CommandRun of(SetupHost host, Path policy, String... words) {
        return of(host, policy, Hosts.DISTRIBUTION, true, words);
    }

    private static CommandRun of(
            SetupHost host, Path policy, String distribution, boolean agreed, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        SetupCommand command =
                new SetupCommand(
                        policy,
                        new Setup(host, distribution),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        () -> agreed);
        int exit = new CommandLine(command).execute(words);
        return new CommandRun(
                exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
