package io.jsec.launch;

import java.util.List;

/** The command: what was asked for, with its own descriptors only. */
final class ProcessInvariants {
    private ProcessInvariants() {}

    static void check(Examination on) {
        on.each(
                Step.Stdio.class,
                (index, stdio) -> {
                    Streams streams = on.spec().streams();
                    on.require(
                            (stdio.mode() & 1) == (streams.interactive() ? 1 : 0)
                                    && (stdio.mode() & 2) == (streams.tty() ? 2 : 0),
                            Rule.STDIO_ONLY,
                            index,
                            "mode " + stdio.mode() + " is not what was asked for");
                });
        on.only(
                Step.Exec.class,
                (index, exec) -> {
                    Command command = on.spec().command();
                    List<String> env = ProcessSteps.environment(on.spec());
                    boolean same =
                            exec.argv().equals(command.argv())
                                    && exec.env().equals(env)
                                    && exec.cwd().equals(command.workdir())
                                    && exec.how() == (command.init() ? Step.Exec.INIT : 0);
                    on.require(
                            same,
                            Rule.COMMAND_AS_ASKED,
                            index,
                            "another command, environment or directory than asked for");
                });
    }
}
