package io.jsec.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of {@code run}, as typed: Docker's names and letters. Nothing is judged here. */
final class RunOptions {
    @Option(
            names = "--rootfs",
            paramLabel = "DIR",
            description = "The container's root file system: an unpacked directory of yours.")
    @Nullable String rootfs;

    @Option(
            names = {"-i", "--interactive"},
            description = "Pass standard input to the container.")
    boolean interactive;

    @Option(
            names = {"-t", "--tty"},
            description = "Give the container a terminal of its own.")
    boolean tty;

    @Option(names = "--rm", description = "Remove the container when it ends.")
    boolean remove;

    @Option(names = "--name", paramLabel = "NAME", description = "The container's name.")
    @Nullable String name;

    @Option(
            names = {"-h", "--hostname"},
            paramLabel = "NAME",
            description = "The host name inside; the first 12 digits of the id otherwise.")
    @Nullable String hostname;

    @Option(
            names = {"-e", "--env"},
            paramLabel = "NAME[=VALUE]",
            description = "Set a variable; without a value, the caller's.")
    List<String> env = new ArrayList<>();

    @Option(
            names = "--env-file",
            paramLabel = "FILE",
            description = "Set the variables of a file, one NAME=VALUE a line.")
    List<String> envFiles = new ArrayList<>();

    @Option(
            names = {"-w", "--workdir"},
            paramLabel = "DIR",
            description = "The working directory inside.")
    @Nullable String workdir;

    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER[:GROUP]",
            description = "The user inside, by name or number; 0 otherwise.")
    @Nullable String user;

    @Option(
            names = "--group-add",
            paramLabel = "GROUP",
            description = "A further group of the user, by name or number.")
    List<String> groups = new ArrayList<>();

    @Option(names = "--read-only", description = "Make the root file system read-only.")
    boolean readOnly;

    @Option(
            names = "--tmpfs",
            paramLabel = "DIR[:OPTIONS]",
            description = "Mount a tmpfs: size=64m, mode=1777, exec, ro, uid=, gid=.")
    List<String> tmpfs = new ArrayList<>();

    @Option(
            names = {"-v", "--volume"},
            paramLabel = "HOST:DIR[:ro]",
            description = "Bind a directory or file of the host, which must exist.")
    List<String> volumes = new ArrayList<>();

    @Option(
            names = "--mount",
            paramLabel = "KEY=VALUE,...",
            description = "Bind or tmpfs: type=bind,source=,target=[,readonly].")
    List<String> mounts = new ArrayList<>();

    @Option(names = "--cap-add", paramLabel = "CAP", description = "Add a capability.")
    List<String> capAdd = new ArrayList<>();

    @Option(names = "--cap-drop", paramLabel = "CAP", description = "Drop a capability, or ALL.")
    List<String> capDrop = new ArrayList<>();

    @Option(
            names = "--security-opt",
            paramLabel = "KEY=VALUE",
            description =
                    "seccomp=FILE|hardened|docker|unconfined, no-new-privileges[=true|false], "
                            + "apparmor=PROFILE|unconfined, jsec.KEY=VALUE.")
    List<String> securityOpts = new ArrayList<>();

    @Option(
            names = {"-c", "--cpu-shares"},
            paramLabel = "N",
            description = "The relative weight for processor time (2 to 262144).")
    @Nullable String cpuShares;

    @Option(names = "--cpus", paramLabel = "N", description = "The number of processors, as 1.5.")
    @Nullable String cpus;

    @Option(
            names = "--cpuset-cpus",
            paramLabel = "LIST",
            description = "The processors that may be used, as 0-2,5.")
    @Nullable String cpusetCpus;

    @Option(
            names = {"-m", "--memory"},
            paramLabel = "SIZE",
            description = "The memory limit, as 64m; at least 6m.")
    @Nullable String memory;

    @Option(
            names = "--pids-limit",
            paramLabel = "N",
            description = "The most processes and threads; -1 for no limit.")
    @Nullable String pidsLimit;

    @Option(
            names = "--ulimit",
            paramLabel = "NAME=SOFT[:HARD]",
            description = "A resource limit, as nofile=1024.")
    List<String> ulimits = new ArrayList<>();

    @Option(names = "--shm-size", paramLabel = "SIZE", description = "The size of /dev/shm (64m).")
    @Nullable String shmSize;

    @Option(
            names = "--entrypoint",
            paramLabel = "CMD",
            description = "The program to run; the arguments follow the options.")
    @Nullable String entrypoint;

    @Option(
            names = {"--network", "--net"},
            paramLabel = "none|host",
            description = "none (only loopback, the default) or the host's network.")
    @Nullable String network;

    @Option(
            names = "--userns",
            paramLabel = "FORM",
            description = "slot (ids of its own) or owner (root inside is you).")
    @Nullable String userns;

    @Option(names = "--init", description = "Run a small init as process 1 that reaps.")
    boolean init;

    @Option(
            names = "--stop-signal",
            paramLabel = "SIGNAL",
            description = "The signal the container gets when jsec gets SIGTERM.")
    @Nullable String stopSignal;

    @Option(names = "--privileged", description = "Refused: names what to ask for instead.")
    boolean privileged;

    @Parameters(
            arity = "0..*",
            paramLabel = "CMD",
            description = "With --rootfs, the command and its arguments; else IMAGE [CMD...].")
    List<String> words = new ArrayList<>();
}
