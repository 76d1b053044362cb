package io.jsec.launch;

import io.jsec.linux.Exec;
import io.jsec.linux.Fd;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Memfd;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Launches in which jsec-launch takes this process's place: the JVM is gone, nothing is forked, and
 * the container's exit code is this process's.
 */
public final class OneShot {
    private OneShot() {}

    /**
     * Becomes the launcher of one container. The plan goes along in sealed memory; standard streams
     * stay what they are.
     *
     * @param plan verified
     * @param locks held as long as the container lives: a slot's lease, the container's directory
     * @param stopSignal what the container gets when this process is told SIGTERM
     * @param environment of the launcher and of the program that words its failure, not of the
     *     container
     * @return never; a failure is the exception
     * @throws LinuxException where the plan cannot be handed over or the launcher not be started
     */
    public static LinuxException exec(
            LaunchPlan plan,
            LauncherPaths paths,
            IdMaps maps,
            List<Fd> locks,
            int stopSignal,
            Map<String, String> environment) {
        try (Fd memory = Memfd.sealed("jsec-plan", PlanCodec.encode(plan))) {
            memory.closeOnExec(false);
            locks.forEach(lock -> lock.closeOnExec(false));
            List<Integer> numbers = locks.stream().map(Fd::number).toList();
            List<String> words =
                    LauncherCommand.once(
                            memory.number(), maps, numbers, stopSignal, paths.failureExec());
            throw Exec.replace(paths.launcher(), words, environment);
        }
    }

    /**
     * Becomes the launcher that removes directory trees of containers: their files belong to
     * subordinate ids, which this user cannot remove itself.
     *
     * @param directories absolute, each removed whole; links are not followed
     * @return never; a failure is the exception
     * @throws LinuxException where the launcher cannot be started
     */
    public static LinuxException remove(
            LauncherPaths paths,
            IdMaps maps,
            List<Path> directories,
            Map<String, String> environment) {
        List<String> words = LauncherCommand.remove(maps, directories);
        throw Exec.replace(paths.launcher(), words, environment);
    }

    /**
     * Becomes the resident launcher, which stays in the foreground.
     *
     * @param socket of its control socket, at most 107 bytes, in a directory only this user reaches
     * @param views directory of the slot views, where setup made any
     * @return never; a failure is the exception
     * @throws LinuxException where the launcher cannot be started
     */
    public static LinuxException resident(
            LauncherPaths paths,
            IdMaps maps,
            Path socket,
            Optional<Path> views,
            Map<String, String> environment) {
        List<String> words = LauncherCommand.resident(socket, maps, views);
        throw Exec.replace(paths.launcher(), words, environment);
    }

    /**
     * Becomes the resident launcher with an engine, which it starts again whenever it dies; on
     * SIGTERM the engine is asked to end first, containers after it; SIGHUP is passed on to the
     * engine.
     *
     * @param socket as for {@link #resident}
     * @param views likewise
     * @param sockets where the engine's clients connect, at most 8
     * @param locks held until both halves of the launcher are gone: of what no two engines may have
     * @param engine the program, which finds its {@link EngineDescriptors} open
     * @param environment of the launcher, not of the engine
     * @return never; a failure is the exception
     * @throws LinuxException where the launcher cannot be started
     */
    public static LinuxException engine(
            LauncherPaths paths,
            IdMaps maps,
            Path socket,
            Optional<Path> views,
            List<ApiSocket> sockets,
            List<Fd> locks,
            EngineProgram engine,
            Map<String, String> environment) {
        locks.forEach(lock -> lock.closeOnExec(false));
        List<Integer> numbers = locks.stream().map(Fd::number).toList();
        List<String> words = LauncherCommand.engine(socket, maps, views, sockets, numbers, engine);
        throw Exec.replace(paths.launcher(), words, environment);
    }
}
