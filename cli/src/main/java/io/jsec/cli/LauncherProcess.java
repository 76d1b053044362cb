package io.jsec.cli;

import io.jsec.launch.IdRange;
import io.jsec.launch.IdentityForm;
import io.jsec.linux.Exec;
import io.jsec.linux.Fd;
import io.jsec.linux.LinuxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** jsec-launch in this process's place: the end of every verb that needs it. */
final class LauncherProcess {
    private LauncherProcess() {}

    /**
     * One container.
     *
     * @param launcher the program
     * @param command what says the sentence when the launch fails
     * @param plan a sealed memfd
     * @param locks kept while the container runs
     * @return never; a failure of execve is the exception
     */
    static CliException once(
            Path launcher,
            Path command,
            Fd plan,
            IdentityForm identity,
            List<Fd> locks,
            Environment environment) {
        List<String> words = new ArrayList<>(List.of(launcher.toString(), "once"));
        plan.closeOnExec(false);
        words.addAll(List.of("--plan-fd", Integer.toString(plan.number())));
        addMaps(words, identity);
        for (Fd lock : locks) {
            lock.closeOnExec(false);
            words.addAll(List.of("--lock-fd", Integer.toString(lock.number())));
        }
        words.addAll(List.of("--failure-exec", command.toString()));
        return become(launcher, words, environment);
    }

    /** The removal of directories that hold files of subordinate ids. */
    static CliException remove(
            Path launcher,
            IdentityForm identity,
            List<ContainerStore.Claim> claims,
            Environment environment) {
        List<String> words = new ArrayList<>(List.of(launcher.toString(), "remove"));
        addMaps(words, identity);
        for (ContainerStore.Claim claim : claims) {
            claim.lock().closeOnExec(false);
            words.add(claim.directory().toString());
        }
        return become(launcher, words, environment);
    }

    private static void addMaps(List<String> words, IdentityForm identity) {
        words.addAll(List.of("--uid-map", map(identity.engineUids())));
        words.addAll(List.of("--gid-map", map(identity.engineGids())));
    }

    /** As the launcher reads it: {@code 0:1000:1,1:200000:65535}. */
    static String map(List<IdRange> ranges) {
        return ranges.stream()
                .map(range -> range.inside() + ":" + range.outside() + ":" + range.count())
                .collect(Collectors.joining(","));
    }

    private static CliException become(Path launcher, List<String> words, Environment environment) {
        try {
            throw Exec.replace(launcher, words, environment.variables());
        } catch (LinuxException e) {
            return CliException.failed(
                    Code.DISTRIBUTION,
                    "starting jsec-launch",
                    String.valueOf(e.getMessage()),
                    "building the distribution again");
        }
    }
}
