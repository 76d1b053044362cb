package io.jsec.cli.setup;

/** Names that setup makes and other parts look for. */
final class Layout {
    static final String USER = "jsec";
    static final String INSTALLED = "/usr/local/lib/jsec";
    static final String INSTALLED_HELPER = INSTALLED + "/lib/jsec-views";
    static final String COMMAND = "/usr/local/bin/jsec";
    static final String CONFIGURATION = "/etc/jsec";
    static final String JOURNAL = CONFIGURATION + "/setup.json";
    static final String AT_BOOT = CONFIGURATION + "/at-boot";
    static final String POLICY = CONFIGURATION + "/policy.yaml";
    static final String STATE = "/var/lib/jsec";
    static final String STORE = STATE + "/store";
    static final String ROOT_FILE_SYSTEMS = STORE + "/rootfs";
    static final String LOGS = "/var/log/jsec";
    static final String RUN = "/run/jsec";
    static final String VIEWS = RUN + "/views";
    static final String WORKSPACES = RUN + "/workspaces";
    static final String TUN = "/dev/net/tun";
    static final String LOW_PORTS = "/proc/sys/net/ipv4/ip_unprivileged_port_start";
    static final String LOW_PORTS_FILE = "/etc/sysctl.d/60-jsec.conf";
    static final String PROFILE = "/etc/apparmor.d/jsec-launch";
    static final String CONTAINER_PROFILE = "/etc/apparmor.d/jsec-container";
    static final String UNIT = "/etc/systemd/system/jsec-views.service";
    static final String UNIT_WANTED =
            "/etc/systemd/system/multi-user.target.wants/jsec-views.service";

    private Layout() {}
}
