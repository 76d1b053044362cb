package io.jsec.cli.setup;

import io.jsec.cli.setup.SetupFacts.Hierarchy;
import io.jsec.cli.setup.SetupFacts.Workspace;
import io.jsec.cli.setup.SetupHost.FileFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the planner knows of a host. */
final class FactsReader {
    private static final int REACHABLE = 011;
    private static final String SYSTEMD_RUNS = "/run/systemd/system";
    private static final String APPARMOR_ON = "/sys/module/apparmor/parameters/enabled";
    private static final String USERNS_RESTRICTED =
            "/proc/sys/kernel/apparmor_restrict_unprivileged_userns";
    private static final long SUB_LOWEST_DEFAULT = 100_000;
    private static final long SUB_HIGHEST_DEFAULT = 600_100_000;

    private final SetupHost host;

    FactsReader(SetupHost host) {
        this.host = host;
    }

    /** Facts for these options; what former runs made is part of them. */
    SetupFacts read(String distribution, SetupOptions options) {
        List<Change> former =
                SetupJournal.open(host).entries().stream().map(SetupJournal.Entry::change).toList();
        return new SetupFacts(
                Account.users(text("/etc/passwd")),
                Account.groups(text("/etc/group")),
                SubordinateRange.parse(text("/etc/subuid")),
                SubordinateRange.parse(text("/etc/subgid")),
                setting("SUB_UID_MIN", SUB_LOWEST_DEFAULT),
                setting("SUB_UID_MAX", SUB_HIGHEST_DEFAULT),
                hierarchies(),
                host.stat(Layout.TUN).isPresent(),
                text(APPARMOR_ON).startsWith("Y") && hasParser(),
                host.stat(USERNS_RESTRICTED).isPresent(),
                host.stat(SYSTEMD_RUNS).isPresent(),
                distribution,
                host.fingerprint(distribution).orElse(""),
                texts(distribution),
                workspaces(options, former),
                former.stream().anyMatch(KernelSetting.class::isInstance));
    }

    private boolean hasParser() {
        return host.stat("/usr/sbin/apparmor_parser").isPresent()
                || host.stat("/sbin/apparmor_parser").isPresent();
    }

    private String text(String path) {
        return host.read(path).orElse("");
    }

    private long setting(String name, long otherwise) {
        for (String line : text("/etc/login.defs").split("\n", -1)) {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length == 2 && words[0].equals(name) && words[1].matches("[0-9]{1,10}")) {
                return Long.parseLong(words[1]);
            }
        }
        return otherwise;
    }

    private List<Hierarchy> hierarchies() {
        return ControlGroupMounts.delegable(
                text("/proc/self/mountinfo"),
                text("/proc/self/cgroup"),
                mount -> text(mount + "/cgroup.controllers"));
    }

    private Map<String, String> texts(String distribution) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name :
                List.of(
                        "jsec-views.service",
                        "apparmor-jsec-launch",
                        "apparmor-jsec-launch.userns",
                        "apparmor-jsec-container",
                        "sysctl-jsec.conf")) {
            host.read(distribution + "/share/" + name).ifPresent(text -> texts.put(name, text));
        }
        return texts;
    }

    private List<Workspace> workspaces(SetupOptions options, List<Change> former) {
        Map<String, Workspace> workspaces = new LinkedHashMap<>();
        for (Change change : former) {
            if (change instanceof WorkspaceViews views) {
                workspaces.put(views.directory(), workspace(views.directory(), views.as()));
            }
        }
        for (WorkspaceOption option : options.workspaces()) {
            String real = host.realPath(option.directory()).orElse(option.directory());
            workspaces.put(real, workspace(real, option.as()));
        }
        return new ArrayList<>(workspaces.values());
    }

    private Workspace workspace(String directory, List<Integer> as) {
        Optional<FileFacts> facts = host.stat(directory);
        return new Workspace(
                directory,
                as,
                facts.map(FileFacts::uid).orElse(-1L),
                facts.filter(FileFacts::directory).isPresent(),
                reachable(directory));
    }

    /** Whether nothing on the way to a directory keeps other users out. */
    private boolean reachable(String directory) {
        String path = directory;
        while (path.length() > 1) {
            boolean open =
                    host.stat(path).filter(facts -> (facts.mode() & REACHABLE) != 0).isPresent();
            if (!open) {
                return false;
            }
            path = path.lastIndexOf('/') == 0 ? "/" : path.substring(0, path.lastIndexOf('/'));
        }
        return true;
    }
}
