package io.jsec.linux;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What setup left on this host, and which engine a command uses. */
final class EngineProbes {
    private static final String VIEWS = "/run/jsec/views";

    private EngineProbes() {}

    static List<Probe> of(HostView host) {
        List<Probe> probes = new ArrayList<>();
        if (host.root()) {
            probes.add(user(host));
        }
        probes.add(views(host));
        probes.add(choice(host));
        return probes;
    }

    private static Probe user(HostView host) {
        String id = "engine.user";
        String question = "Whose containers are those that root starts?";
        Caller user = host.caller();
        return user.uid() == HostView.NO_UID
                ? Probe.missing(
                        id,
                        question,
                        "nobody's: there is no user " + user.name(),
                        "root never runs containers itself; jsec setup")
                : Probe.ok(
                        id,
                        question,
                        "those of the user " + user.name() + ", uid " + user.uid(),
                        "root hands them over; every answer here is about that user");
    }

    private static Probe views(HostView host) {
        String id = "slots.views";
        String question = "How many slots has setup made here?";
        Path directory = host.files().at(VIEWS);
        if (!Files.exists(directory)) {
            return Probe.degraded(
                    id,
                    question,
                    "none",
                    "container root has the owner's uid; jsec setup (as root) adds slots");
        }
        try (Stream<Path> entries = Files.list(directory)) {
            long count =
                    entries.filter(entry -> entry.getFileName().toString().matches("\\d{1,5}"))
                            .count();
            return count > 0
                    ? Probe.ok(
                            id,
                            question,
                            Long.toString(count),
                            "each running container has its own ids")
                    : Probe.degraded(
                            id,
                            question,
                            "none, though " + VIEWS + " exists",
                            "the boot unit did not run; systemctl start jsec-views");
        } catch (AccessDeniedException e) {
            return Probe.ok(
                    id,
                    question,
                    "some, for the user jsec only",
                    "containers of the system engine have their own ids");
        } catch (IOException e) {
            return Probe.degraded(
                    id, question, "unreadable: " + e.getMessage(), "look at " + VIEWS);
        }
    }

    private static Probe choice(HostView host) {
        EngineChoice choice = host.engine();
        String answer =
                switch (choice.engine()) {
                    case NAMED -> "the one that was named";
                    case USER -> "the user's own";
                    case SYSTEM -> "the system engine";
                    case STANDALONE -> "none: commands do the work themselves";
                };
        boolean there = host.files().exists(socket(host, choice.engine()));
        String state =
                switch (choice.engine()) {
                    case USER -> there ? "" : "; the first command starts it";
                    case SYSTEM -> there || !host.root() ? "" : "; root's first command starts it";
                    case NAMED, STANDALONE -> "";
                };
        return Probe.ok(
                "engine.choice", "Which engine do commands use?", answer + state, choice.why());
    }

    private static String socket(HostView host, EngineChoice.Engine engine) {
        return engine == EngineChoice.Engine.SYSTEM
                ? HostView.SYSTEM_SOCKET
                : host.userSocket().toString();
    }
}
