package io.jsec.engine;

import io.jsec.image.ImageFilter;
import io.jsec.image.ImageStore;
import io.jsec.launch.CgroupView;
import io.jsec.launch.Confinement;
import io.jsec.launch.SecurityOptions;
import io.jsec.linux.AppArmor;
import io.jsec.linux.KernelName;
import io.jsec.linux.Uname;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the engine is, and what it runs on. */
final class LocalFacts implements SystemFacts {
    private final EngineSettings settings;
    private final String id;
    private final Registry registry;
    private final Listing listing;
    private final LocalVolumes volumes;
    private final ImageStore images;
    private final EventLog events;
    private final Clock clock;

    LocalFacts(
            EngineSettings settings,
            String id,
            Registry registry,
            Listing listing,
            LocalVolumes volumes,
            ImageStore images,
            EventLog events,
            Clock clock) {
        this.settings = settings;
        this.id = id;
        this.registry = registry;
        this.listing = listing;
        this.volumes = volumes;
        this.images = images;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public VersionView version() {
        KernelName kernel = Uname.read();
        return new VersionView(
                settings.version(),
                kernel.release(),
                goArchitecture(kernel.machine()),
                settings.buildTime());
    }

    /** In Go's words. */
    static String goArchitecture(String machine) {
        return switch (machine) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> machine;
        };
    }

    @Override
    public InfoView info() {
        KernelName kernel = Uname.read();
        String release = settings.host().text("/etc/os-release").orElse("");
        return new InfoView(
                id,
                settings.host().text("/proc/sys/kernel/hostname").orElse("localhost"),
                settings.version(),
                counts(),
                new InfoView.HostView(
                        kernel.release(),
                        osRelease(release, "PRETTY_NAME", "Linux"),
                        osRelease(release, "VERSION_ID", ""),
                        kernel.machine(),
                        Runtime.getRuntime().availableProcessors(),
                        StatsReader.total(settings.host().text("/proc/meminfo").orElse("")),
                        cgroupVersion()),
                settings.store().toString(),
                clock.instant(),
                LogOptions.parse(LogConfig.DEFAULT, settings.defaults().log()).driver().word(),
                securityOptions(),
                limits(),
                warnings(),
                settings.labels(),
                events.listeners());
    }

    private List<String> securityOptions() {
        SecurityOptions defaults = SecurityOptions.parse(settings.defaults().securityOpt());
        List<String> options = new ArrayList<>();
        if (AppArmor.mayEnter(settings.host(), Confinement.PROFILE)) {
            options.add("name=apparmor");
        }
        options.addAll(
                List.of(
                        "name=seccomp,profile=" + defaults.seccompName(),
                        "name=rootless",
                        "name=userns",
                        "name=no-new-privileges",
                        "name=cgroupns"));
        return options;
    }

    private InfoView.Counts counts() {
        List<ContainerState> states =
                registry.all().stream().map(each -> each.record().state()).toList();
        return InfoView.Counts.of(states, images.list(ImageFilter.NONE).size());
    }

    /** A value of os-release(5), without its quotes. Pure. */
    static String osRelease(String text, String key, String fallback) {
        for (String line : text.split("\n", -1)) {
            if (line.startsWith(key + "=")) {
                String value = line.substring(key.length() + 1).strip();
                boolean quoted = value.length() > 1 && value.startsWith("\"");
                return quoted ? value.substring(1, value.length() - 1) : value;
            }
        }
        return fallback;
    }

    private int cgroupVersion() {
        return switch (settings.cgroups()) {
            case CgroupView.V2 _ -> 2;
            case CgroupView.V1 _ -> 1;
            case CgroupView.None _ -> 0;
        };
    }

    private InfoView.LimitSupport limits() {
        Set<String> controllers = controllers();
        return new InfoView.LimitSupport(
                controllers.contains("memory"),
                controllers.contains(CgroupView.SWAP),
                controllers.contains("cpu"),
                controllers.contains("cpu"),
                controllers.contains("cpuset"),
                controllers.contains("pids"));
    }

    private Set<String> controllers() {
        return switch (settings.cgroups()) {
            case CgroupView.V2 v2 -> v2.controllers();
            case CgroupView.V1 v1 -> {
                Set<String> all = new TreeSet<>();
                v1.hierarchies().forEach(each -> all.addAll(each.controllers()));
                yield all;
            }
            case CgroupView.None _ -> Set.of();
        };
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (settings.cgroups() instanceof CgroupView.None none) {
            warnings.add("WARNING: no limits can be held: " + none.why() + "; " + none.fix());
        } else {
            InfoView.LimitSupport limits = limits();
            missing(warnings, limits.memory(), "memory");
            missing(warnings, limits.cpuCfs(), "cpu");
            missing(warnings, limits.cpuSet(), "cpuset");
            missing(warnings, limits.pids(), "pids");
        }
        if (settings.slots() == 0) {
            warnings.add(
                    "WARNING: container root is the engine's own user on the host; jsec setup gives"
                            + " each container ids of its own");
        }
        return warnings;
    }

    private static void missing(List<String> warnings, boolean there, String controller) {
        if (!there) {
            warnings.add(
                    "WARNING: No "
                            + controller
                            + " limit support: the controller is not delegated");
        }
    }

    @Override
    public DiskUsage diskUsage() {
        return new DiskUsage(
                images.diskUse().layerBytes(),
                listing.list(
                        new ListRequest(true, java.util.OptionalInt.empty(), true, Filters.NONE)),
                volumes.counted());
    }
}
