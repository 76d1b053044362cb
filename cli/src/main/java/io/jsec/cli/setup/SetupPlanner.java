package io.jsec.cli.setup;

import io.jsec.cli.setup.SetupFacts.Hierarchy;
import io.jsec.cli.setup.SetupFacts.Workspace;
import io.jsec.launch.Confinement;
import java.util.ArrayList;
import java.util.List;

/**
 * From facts and options to everything that should be so, in the order in which it is made. Pure.
 */
final class SetupPlanner {
    private static final long SYSTEM_ID_HIGHEST = 999;
    private static final long SYSTEM_ID_LOWEST = 100;

    private final SetupFacts facts;
    private final SetupOptions options;
    private final EngineIds ids;
    private final List<Change> changes = new ArrayList<>();

    private SetupPlanner(SetupFacts facts, SetupOptions options) {
        this.facts = facts;
        this.options = options;
        this.ids = EngineIdsChoice.choose(facts, options, systemId(facts));
    }

    /** Everything that should be so. */
    static List<Change> plan(SetupFacts facts, SetupOptions options) {
        return new SetupPlanner(facts, options).plan();
    }

    private List<Change> plan() {
        installation();
        account();
        directories();
        for (Hierarchy hierarchy : facts.hierarchies()) {
            changes.add(
                    new ControlGroup(
                            hierarchy.path() + "/" + Layout.USER,
                            hierarchy.v2(),
                            ids.uid(),
                            ids.gid()));
        }
        if (facts.tun()) {
            changes.add(new DeviceMode(Layout.TUN, 0666, "networks of containers without root"));
        }
        changes.add(new SlotViews(Layout.STORE, Layout.VIEWS, ids));
        facts.workspaces().forEach(workspace -> changes.add(workspace(workspace)));
        lowPorts();
        profile();
        options.preset().ifPresent(preset -> changes.add(PolicyFile.change(preset)));
        boot();
        return List.copyOf(changes);
    }

    private void installation() {
        if (!facts.distribution().equals(Layout.INSTALLED)) {
            changes.add(
                    new InstalledCopy(facts.distribution(), Layout.INSTALLED, facts.fingerprint()));
        }
        changes.add(new Link(Layout.COMMAND, "../lib/jsec/bin/jsec", "the command for everybody"));
    }

    private void account() {
        changes.add(new SystemGroup(Layout.USER, ids.gid()));
        changes.add(new SystemUser(Layout.USER, ids.uid(), Layout.USER, Layout.STATE));
        changes.add(
                new SubordinateIds(Layout.USER, ids.first(), SubordinateRange.idsFor(ids.slots())));
    }

    private void directories() {
        directory(Layout.STATE, 0700, "the engine's state");
        directory(Layout.STORE, 0700, "images and containers");
        directory(Layout.STORE + "/images", 0700, "unpacked images");
        directory(Layout.STORE + "/containers", 0700, "what containers write");
        directory(Layout.STORE + "/slots", 0700, "leases of slots");
        directory(Layout.ROOT_FILE_SYSTEMS, 0700, "imported root file systems");
        directory(Layout.LOGS, 0700, "the engine's journal");
        directory(Layout.RUN, 0755, "sockets and views");
    }

    private void directory(String path, int mode, String purpose) {
        changes.add(new Directory(path, mode, Layout.USER, ids.uid(), ids.gid(), purpose));
    }

    private Change workspace(Workspace workspace) {
        String name = "--workspace " + workspace.directory();
        if (!workspace.directoryThere()) {
            throw SetupException.refused(
                    name, "it is no directory", "mkdir " + workspace.directory());
        }
        if (workspace.uid() == 0) {
            throw SetupException.refused(
                    name,
                    "it belongs to root, and containers never write as root",
                    "chown it to an ordinary user");
        }
        if (workspace.reachable()) {
            throw SetupException.refused(
                    name,
                    "other users can reach it, and a container could leave programs there that run"
                            + " as its owner",
                    "chmod go-x " + workspace.directory());
        }
        return new WorkspaceViews(
                workspace.directory(),
                WorkspaceNames.of(workspace.directory()),
                workspace.as(),
                Layout.WORKSPACES,
                ids);
    }

    private void lowPorts() {
        if (options.lowPorts() || facts.lowPorts()) {
            String purpose = "every user of this host may listen on ports below 1024";
            changes.add(
                    new TextFile(Layout.LOW_PORTS_FILE, 0644, text("sysctl-jsec.conf"), purpose));
            changes.add(new KernelSetting(Layout.LOW_PORTS, "0", purpose));
        }
    }

    private void profile() {
        if (facts.appArmor()) {
            // Parsers that do not know the rule refuse it; kernels that need it have newer ones.
            String name =
                    facts.restricted() ? "apparmor-jsec-launch.userns" : "apparmor-jsec-launch";
            changes.add(
                    new TextFile(
                            Layout.PROFILE,
                            0644,
                            text(name),
                            facts.restricted()
                                    ? "lets the launcher make user namespaces"
                                    : "a name for the launcher"));
            changes.add(new LoadedProfile(Layout.PROFILE, "jsec-launch"));
            changes.add(
                    new TextFile(
                            Layout.CONTAINER_PROFILE,
                            0644,
                            text("apparmor-jsec-container"),
                            "one more wall around containers"));
            changes.add(new LoadedProfile(Layout.CONTAINER_PROFILE, Confinement.PROFILE));
        }
    }

    private void boot() {
        changes.add(
                new TextFile(
                        Layout.AT_BOOT,
                        0755,
                        BootScript.of(changes),
                        "what each boot makes again"));
        if (facts.systemd()) {
            changes.add(
                    new TextFile(Layout.UNIT, 0644, text("jsec-views.service"), "runs it at boot"));
            changes.add(
                    new Link(Layout.UNIT_WANTED, "../jsec-views.service", "enables it at boot"));
        }
    }

    private String text(String name) {
        String text = facts.texts().get(name);
        if (text == null) {
            throw SetupException.refused(
                    "setup",
                    "share/" + name + " is missing in " + facts.distribution(),
                    "build the distribution again");
        }
        return text;
    }

    /** As useradd --system: from the highest number down, the same for user and group. */
    private static long systemId(SetupFacts facts) {
        for (long id = SYSTEM_ID_HIGHEST; id >= SYSTEM_ID_LOWEST; id--) {
            long candidate = id;
            // The group jsec may be there already, from a setup that was interrupted.
            if (facts.users().stream().noneMatch(user -> user.uid() == candidate)
                    && facts.groups().stream()
                            .filter(group -> !group.name().equals(Layout.USER))
                            .noneMatch(group -> group.gid() == candidate)) {
                return id;
            }
        }
        throw SetupException.refused(
                "setup", "no system user id between 100 and 999 is free", "remove a system user");
    }
}
