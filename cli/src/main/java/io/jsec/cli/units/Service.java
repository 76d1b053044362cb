package io.jsec.cli.units;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an engine's units are made from. Pure.
 *
 * @param system whether it is the system's engine, by the user jsec
 * @param socket whether it starts when somebody connects, and ends when nobody needs it
 * @param folder of the units
 * @param command {@code bin/jsec}
 * @param javaHome where the script would not find its JDK by itself
 * @param group of the system engine's socket
 */
public record Service(
        boolean system,
        boolean socket,
        Path folder,
        Path command,
        Optional<String> javaHome,
        String group)
        implements Units {
    static final String SERVICE = "jsec.service";
    static final String SOCKET = "jsec.socket";
    private static final String MAKER = "jsec daemon install; jsec daemon uninstall removes it";
    private static final String IDLE = "30m";

    @Override
    public List<UnitFile> files() {
        List<UnitFile> files = new ArrayList<>();
        files.add(new UnitFile(folder.resolve(SERVICE), MAKER, service()));
        if (socket) {
            files.add(new UnitFile(folder.resolve(SOCKET), MAKER, socketUnit()));
        }
        return files;
    }

    @Override
    public List<Path> places() {
        return List.of(folder.resolve(SERVICE), folder.resolve(SOCKET));
    }

    @Override
    public String enabled() {
        return socket ? SOCKET : SERVICE;
    }

    @Override
    public List<String> enableable() {
        return List.of(SERVICE, SOCKET);
    }

    @Override
    public String later() {
        return "the engine starts when it does";
    }

    private String service() {
        List<String> lines = new ArrayList<>();
        lines.add("[Unit]");
        lines.add("Description=jsec: the container engine" + (system ? "" : " of %u"));
        lines.add("Documentation=man:jsec-daemon(1)");
        if (system) {
            lines.add("Wants=jsec-views.service");
            lines.add("After=jsec-views.service");
        }
        if (socket) {
            lines.add("Requires=" + SOCKET);
            lines.add("After=" + SOCKET);
        }
        lines.addAll(List.of("", "[Service]", "Type=notify", "NotifyAccess=main"));
        javaHome.ifPresent(home -> lines.add("Environment=" + quoted("JAVA_HOME=" + home)));
        if (system) {
            lines.addAll(confinement());
        }
        lines.add(
                "ExecStart="
                        + quoted(command.toString())
                        + " daemon"
                        + (socket ? " -H fd:// --idle-stop " + IDLE : ""));
        lines.addAll(life());
        lines.addAll(List.of("", "[Install]"));
        lines.add(socket ? "Also=" + SOCKET : "WantedBy=" + target());
        return text(lines);
    }

    private String target() {
        return system ? "multi-user.target" : "default.target";
    }

    private static List<String> life() {
        return List.of(
                "ExecReload=/bin/kill -HUP $MAINPID",
                "# The launcher ends its engine and its containers itself, in order.",
                "KillMode=mixed",
                "TimeoutStartSec=120",
                "TimeoutStopSec=60",
                "Restart=on-failure",
                "RestartSec=2",
                "# What is wrong in a configuration or on a command line stays wrong.",
                "RestartPreventExitStatus=1 3 125",
                "# Containers have groups of their own below this one.",
                "Delegate=yes",
                "TasksMax=infinity",
                "# Memory that a container lacks is that container's affair.",
                "OOMPolicy=continue",
                "KeyringMode=private",
                "UMask=0077");
    }

    /**
     * What the kernel lets go without no_new_privs, under which newuidmap and newgidmap could not
     * map ids: no filter of system calls, and nothing that hides a part of /proc, without which a
     * container's own /proc cannot be mounted.
     */
    private static List<String> confinement() {
        return List.of(
                "User=jsec",
                "Group=jsec",
                "# A boot forgets it. RuntimeDirectory= would change what lies below.",
                "ExecStartPre=+/usr/bin/install -d -o jsec -g jsec -m 0755 /run/jsec",
                "LimitNOFILE=1048576",
                "# For newuidmap and newgidmap, and nothing else of ours. Where they are setuid",
                "# root, and have no capabilities of their own, the map is opened and written as",
                "# root.",
                "CapabilityBoundingSet=CAP_SETUID CAP_SETGID CAP_DAC_OVERRIDE CAP_SYS_ADMIN",
                "ProtectSystem=full",
                "DevicePolicy=closed",
                "DeviceAllow=/dev/net/tun rw");
    }

    private String socketUnit() {
        List<String> lines = new ArrayList<>();
        lines.add("[Unit]");
        lines.add(
                "Description=jsec: the socket of the container engine" + (system ? "" : " of %u"));
        lines.addAll(List.of("Documentation=man:jsec-daemon(1)", "", "[Socket]"));
        if (system) {
            lines.add("ListenStream=/run/jsec/jsec.sock");
            lines.add("DirectoryMode=0755");
            lines.addAll(List.of("SocketUser=jsec", "SocketGroup=" + group, "SocketMode=0660"));
        } else {
            lines.add("ListenStream=%t/jsec/jsec.sock");
            lines.addAll(List.of("DirectoryMode=0700", "SocketMode=0600"));
        }
        lines.add("RemoveOnStop=yes");
        lines.addAll(List.of("", "[Install]", "WantedBy=sockets.target"));
        return text(lines);
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    /** A word as systemd.syntax(7) and systemd.unit(5) read it. */
    static String quoted(String word) {
        String escaped =
                word.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("%", "%%")
                        .replace("$", "$$");
        return "\"" + escaped + "\"";
    }
}
