package io.jsec.cli;

import io.jsec.cli.setup.Workspaces;
import io.jsec.launch.CgroupPlacement;
import io.jsec.launch.CgroupView;
import io.jsec.launch.ContainerSpec;
import io.jsec.launch.CpuLimits;
import io.jsec.launch.IdentityForm;
import io.jsec.launch.LaunchHost;
import io.jsec.launch.LaunchHostReader;
import io.jsec.launch.Limits;
import io.jsec.launch.MemoryLimits;
import io.jsec.linux.Caller;
import io.jsec.linux.Exec;
import io.jsec.linux.HostFiles;
import io.jsec.linux.HostView;
import io.jsec.linux.KernelAnswers;
import io.jsec.linux.StorePlace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a launch and the doctor look at, read from the host this process runs on. */
final class HostReader {
    /** Set in a scope of systemd's, so that nothing goes in circles where that did not help. */
    private static final String IN_SCOPE = "JSEC_IN_SCOPE";

    private HostReader() {}

    /** The host as the probes see it; root asks for the user whom root's containers belong to. */
    static HostView view(Environment environment) {
        HostFiles files = HostFiles.here();
        Caller current = Caller.current(files);
        boolean root = current.uid() == 0;
        Places places = root ? Places.ofSystem() : Places.here(environment);
        return new HostView(
                files,
                KernelAnswers.ask(),
                root ? systemUser(files) : current,
                root,
                StorePlace.ask(places.store()),
                root ? Path.of(HostView.SYSTEM_SOCKET) : userSocket(environment),
                Optional.empty(),
                environment.variable("DOCKER_HOST"));
    }

    private static Caller systemUser(HostFiles files) {
        return Caller.named(files, HostView.SYSTEM_USER)
                .orElse(new Caller(HostView.SYSTEM_USER, HostView.NO_UID, List.of()));
    }

    /** Where the engine of this user listens. */
    static Path userSocket(Environment environment) {
        return EnginePlaces.here(Places.here(environment), environment).api();
    }

    /** The host's name, for reports. */
    static String hostname() {
        return HostFiles.here().text("/proc/sys/kernel/hostname").orElse("unknown");
    }

    /** The host as the compiler sees it, for a launch that is only shown. */
    static LaunchHost shown(Places places, ContainerSpec spec, Environment environment) {
        CgroupView cgroups = cgroups(spec, environment);
        return host(places, cgroups, LaunchIdentity.shown(places, spec), spec);
    }

    /** The same for a launch that happens: this process takes its place among the groups. */
    static LaunchHost prepared(
            Places places, ContainerSpec spec, IdentityForm identity, Environment environment) {
        CgroupView cgroups = cgroups(spec, environment);
        return host(places, CgroupPlacement.enter(HostFiles.here(), cgroups), identity, spec);
    }

    private static LaunchHost host(
            Places places, CgroupView cgroups, IdentityForm identity, ContainerSpec spec) {
        List<LaunchHost.Workspace> workspaces =
                identity instanceof IdentityForm.Slot slot
                        ? Workspaces.ofThisHost().in(slot.index(), spec.user())
                        : List.of();
        return LaunchHostReader.read(
                HostFiles.here(), cgroups, identity, places.store(), workspaces);
    }

    /**
     * The groups delegated to this user. Where a limit is asked for and systemd would delegate a
     * scope, this process starts again in one and does not return.
     */
    private static CgroupView cgroups(ContainerSpec spec, Environment environment) {
        HostFiles files = HostFiles.here();
        Caller caller = Caller.current(files);
        CgroupView view = CgroupPlacement.detect(files, caller);
        boolean tried = environment.variable(IN_SCOPE).isPresent();
        if (view instanceof CgroupView.None
                && limited(spec.limits())
                && !tried
                && CgroupPlacement.scopeWorks(files, caller)) {
            List<String> command = new ArrayList<>();
            command.add(Distribution.here().command().toString());
            command.addAll(environment.words());
            List<String> words = CgroupPlacement.scope(command);
            Map<String, String> variables = new HashMap<>(environment.variables());
            variables.put(IN_SCOPE, "1");
            throw Exec.replace(Path.of(words.getFirst()), words, variables);
        }
        return view;
    }

    private static boolean limited(Limits limits) {
        return !limits.cpu().equals(CpuLimits.NONE)
                || !limits.memory().equals(MemoryLimits.NONE)
                || limits.pids().isPresent();
    }
}
