package io.jsec.cli;

import io.jsec.cli.client.EngineAddress;
import io.jsec.linux.EngineChoice;
import io.jsec.linux.HostFiles;
import io.jsec.linux.HostView;
import io.jsec.linux.SubordinateIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which engine a command talks to, and where that listens.
 *
 * @param choice the engine and why
 * @param address its socket, which need not be there
 * @param root whether the caller is root
 */
record EngineAddresses(EngineChoice choice, EngineAddress address, boolean root) {

    /** The engine of whoever called. */
    static EngineAddresses here(Environment environment, Optional<String> option) {
        Optional<String> variable = environment.variable("DOCKER_HOST");
        Path user = HostReader.userSocket(environment);
        Path system = Path.of(HostView.SYSTEM_SOCKET);
        Optional<String> named = option.or(() -> variable);
        if (named.isPresent()) {
            EngineChoice choice = choice(option, variable, false, false, false, false);
            return new EngineAddresses(choice, EngineAddress.parse(named.get()), false);
        }
        int uid = uid();
        boolean own = Files.exists(user);
        boolean mapped = !own && uid != 0 && hasSubordinateIds(uid);
        EngineChoice choice =
                choice(option, variable, uid == 0, own, mapped, Files.isWritable(system));
        Path socket = choice.engine() == EngineChoice.Engine.SYSTEM ? system : user;
        return new EngineAddresses(choice, EngineAddress.of(socket), uid == 0);
    }

    private static EngineChoice choice(
            Optional<String> option,
            Optional<String> variable,
            boolean root,
            boolean own,
            boolean mapped,
            boolean system) {
        return EngineChoice.of(new EngineChoice.Signs(option, variable, root, own, mapped, system));
    }

    /** The owner of this process, without a system call of ours: loading those takes longer. */
    private static int uid() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            throw CliException.failed(
                    Code.STORE, "reading /proc/self", IoReason.of(e), "a mounted /proc");
        }
    }

    private static boolean hasSubordinateIds(int uid) {
        String name = System.getProperty("user.name");
        return !SubordinateIds.read(HostFiles.here(), name, uid).uids().isEmpty();
    }
}
