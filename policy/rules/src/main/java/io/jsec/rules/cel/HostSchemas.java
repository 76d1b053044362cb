package io.jsec.rules.cel;

import static io.jsec.rules.cel.FieldType.Plain.NUMBER;
import static io.jsec.rules.cel.FieldType.Plain.TEXT;

import io.jsec.rules.EngineFacts;
import io.jsec.rules.Fact;
import io.jsec.rules.HostFacts;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.Located;
import io.jsec.rules.NetworkFacts;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.VolumeFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The variables of hosts, engines and what engines have besides containers. */
final class HostSchemas {
    static final FieldType.Objects LISTENER =
            new FieldType.Objects(
                    "listener", Map.of("address", TEXT, "port", NUMBER, "answer", TEXT));

    static final FieldType.Objects FILE =
            new FieldType.Objects(
                    "file", Map.of("path", TEXT, "mode", NUMBER, "owner", TEXT, "group", TEXT));

    private HostSchemas() {}

    static Schema<EngineFacts> engine() {
        return new Schema<>("engine", EngineFacts.class, EngineFacts::whole)
                .text("product", facts -> Fact.of(facts.product(), facts.whole()))
                .text("version", EngineFacts::version)
                .truth("experimental", EngineFacts::experimental)
                .texts("security_options", EngineFacts::securityOptions)
                .truth("live_restore", EngineFacts::liveRestore)
                .text("logging_driver", EngineFacts::loggingDriver)
                .text("storage_driver", EngineFacts::storageDriver)
                .text("cgroup_version", EngineFacts::cgroupVersion)
                .text("default_runtime", EngineFacts::defaultRuntime)
                .texts("insecure_registries", EngineFacts::insecureRegistries)
                .texts("authorization", EngineFacts::authorization)
                .texts("warnings", EngineFacts::warnings)
                .number("stopped", EngineFacts::stopped)
                .number("running", EngineFacts::running)
                .text("swarm", facts -> facts.swarm().map(EngineFacts.Swarm::state));
    }

    static Schema<ImageFacts> image() {
        return new Schema<>("image", ImageFacts.class, ImageFacts::whole)
                .strings("names", ImageFacts::names)
                .strings("digests", ImageFacts::digests)
                .number("bytes", ImageFacts::bytes)
                .text("user", ImageFacts::user)
                .texts("environment", ImageFacts::environment)
                .texts("labels", ImageFacts::labels)
                .texts("ports", ImageFacts::ports)
                .texts("volumes", ImageFacts::volumes)
                .text("healthcheck", ImageFacts::healthcheck)
                .texts("entrypoint", ImageFacts::entrypoint)
                .texts("command", ImageFacts::command)
                .texts("history", ImageFacts::history)
                .truth("in_use", ImageFacts::inUse);
    }

    static Schema<NetworkFacts> network() {
        return new Schema<>("network", NetworkFacts.class, NetworkFacts::whole)
                .text("driver", NetworkFacts::driver)
                .truth("internal", NetworkFacts::internal)
                .truth("ingress", NetworkFacts::ingress)
                .table("options", facts -> options(facts.options(), facts.whole()))
                .texts("containers", NetworkFacts::containers);
    }

    static Schema<VolumeFacts> volume() {
        return new Schema<>("volume", VolumeFacts.class, VolumeFacts::whole)
                .text("driver", VolumeFacts::driver)
                .table("options", facts -> options(facts.options(), facts.whole()));
    }

    private static Fact<Map<String, String>> options(
            Map<String, Located<String>> options, SourceLocation at) {
        Map<String, String> all = new LinkedHashMap<>();
        options.forEach((name, value) -> all.put(name, value.value()));
        return Fact.of(all, at);
    }

    static Schema<HostFacts> host() {
        return new Schema<>("host", HostFacts.class, HostFacts::whole)
                .table("sysctls", HostSchemas::sysctls)
                .texts("security_modules", HostFacts::securityModules)
                .texts("group_members", HostFacts::groupMembers)
                .texts("watched", HostFacts::watched)
                .table("cpu_flaws", HostFacts::cpuFlaws)
                .strings("data_folders", HostFacts::dataFolders)
                .texts("mounted_sockets", HostFacts::mountedSockets)
                .objects(
                        "listeners",
                        LISTENER,
                        facts -> Schemas.objects(facts.listeners(), HostSchemas::listener))
                .objects("files", FILE, HostSchemas::files);
    }

    private static Fact<Map<String, String>> sysctls(HostFacts facts) {
        Map<String, String> all = new LinkedHashMap<>();
        for (Map.Entry<String, Fact<String>> each : facts.sysctls().entrySet()) {
            if (each.getValue() instanceof Fact.Unknown<String>(String why)) {
                return Fact.unknown(why);
            }
            each.getValue().map(value -> all.put(each.getKey(), value));
        }
        return Fact.of(all, facts.whole());
    }

    private static Map<String, Object> listener(HostFacts.Listener listener) {
        return Map.of(
                "address", listener.address(),
                "port", (long) listener.port(),
                "answer", listener.answer().name());
    }

    private static Fact<List<Map<String, Object>>> files(HostFacts facts) {
        for (HostFacts.HostFile each : facts.files()) {
            if (each.mode() instanceof Fact.Unknown<Integer>(String why)) {
                return Fact.unknown(why);
            }
        }
        return Fact.of(facts.files().stream().map(HostSchemas::file).toList(), facts.whole());
    }

    private static Map<String, Object> file(HostFacts.HostFile file) {
        return Map.of(
                "path", file.path(),
                "mode", (long) file.mode().orElse(0),
                "owner", file.owner().orElse(""),
                "group", file.group().orElse(""));
    }
}
