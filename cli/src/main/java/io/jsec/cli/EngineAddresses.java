package io.jsec.cli;

import io.jsec.audit.IoReason;
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
 * @param startable the places of the engine that may be started where nobody listens, if one may:
 *     the caller's own, or root's, which is the system's
 */
record EngineAddresses(
        EngineChoice choice, EngineAddress address, Optional<EnginePlaces> startable) {

    /** The engine of whoever called. */
    static EngineAddresses here(
            Environment environment, Optional<String> option, EngineOptions.Tls tls) {
        int uid = uid();
        Places places = uid == 0 ? Places.ofSystem() : Places.here(environment);
        EnginePlaces own = EnginePlaces.here(places, environment);
        Optional<String> variable = environment.variable("DOCKER_HOST");
        Optional<String> named = option.or(() -> variable);
        if (named.isPresent()) {
            EngineAddress address = ClientTls.address(environment, tls, named.get());
            boolean ours = address.equals(EngineAddress.of(own.api()));
            EngineChoice choice = choice(option, variable, false, false, false, false);
            return new EngineAddresses(choice, address, ours ? Optional.of(own) : Optional.empty());
        }
        Path system = Path.of(HostView.SYSTEM_SOCKET);
        boolean there = uid != 0 && Files.exists(own.api());
        boolean mapped = !there && uid != 0 && hasSubordinateIds(uid);
        EngineChoice choice =
                choice(option, variable, uid == 0, there, mapped, Files.isWritable(system));
        return switch (choice.engine()) {
            case SYSTEM -> {
                Optional<EnginePlaces> startable = uid == 0 ? Optional.of(own) : Optional.empty();
                yield new EngineAddresses(choice, EngineAddress.of(system), startable);
            }
            case USER -> new EngineAddresses(choice, EngineAddress.of(own.api()), Optional.of(own));
            case STANDALONE, NAMED ->
                    new EngineAddresses(choice, EngineAddress.of(own.api()), Optional.empty());
        };
    }

    /** What makes that an engine listens, where one may be started. */
    Optional<Runnable> starter(Environment environment) {
        return startable.map(places -> {
            OnDemand engine = new OnDemand(environment, places.api(), places.log());
            return () -> {
                int uid = uid();
                if (uid == 0 || hasSubordinateIds(uid)) {
                    engine.run();
                }
            };
        });
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
