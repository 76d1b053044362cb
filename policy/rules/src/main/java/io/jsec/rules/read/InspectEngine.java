package io.jsec.rules.read;

import io.jsec.rules.EngineFacts;
import io.jsec.rules.EngineFacts.Swarm;
import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import io.jsec.rules.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns what an engine says of itself into facts. */
final class InspectEngine {
    private static final long NANOS_PER_HOUR = 3_600_000_000_000L;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.0/8", "::1/128");
    private static final String NO_MANAGER = "the engine is no manager of its swarm";

    private static final String UNANSWERED = "the manager does not tell the swarm's settings";

    private InspectEngine() {}

    static EngineFacts read(
            Target target, InspectValues info, InspectValues version, Optional<Node> swarm) {
        return new EngineFacts(
                target,
                info.whole(),
                product(version),
                version.text("Version"),
                version.truth("Experimental"),
                info.texts("SecurityOptions"),
                info.truth("LiveRestoreEnabled"),
                info.text("LoggingDriver"),
                info.text("Driver"),
                info.text("CgroupVersion"),
                info.text("DefaultRuntime"),
                registries(info),
                info.texts("Plugins", "Authorization"),
                info.texts("Warnings"),
                info.number("ContainersStopped"),
                info.number("ContainersRunning"),
                swarm(info, swarm));
    }

    /** What it calls itself; Podman is found among the components. */
    private static String product(InspectValues version) {
        for (Node component : version.objects("Components").orElse(List.of())) {
            String name = InspectValues.text(component, "Name");
            if (name.equals("Podman Engine") || name.equals("jsec")) {
                return name.equals("jsec") ? name : "Podman";
            }
        }
        return "Docker";
    }

    /** Those of the loopback network are always in the list, and hurt nobody. */
    private static Fact<List<Located<String>>> registries(InspectValues info) {
        List<Located<String>> all = new ArrayList<>();
        Optional<Node> config = info.find("RegistryConfig");
        if (config.isEmpty()) {
            return Fact.absent(info.whole());
        }
        Fact<List<Located<String>>> ranges = info.texts("RegistryConfig", "InsecureRegistryCIDRs");
        if (ranges instanceof Fact.Unknown<List<Located<String>>>) {
            return ranges;
        }
        ranges.orElse(List.of()).stream()
                .filter(each -> !LOOPBACK.contains(each.value()))
                .forEach(all::add);
        Optional<Node> index = info.find("RegistryConfig", "IndexConfigs");
        for (Node.Entry each : index.map(Node::pairs).orElse(List.<Node.Entry>of())) {
            if (InspectValues.text(each.value(), "Secure").equals("false")) {
                all.add(new Located<>(each.name(), info.at(each.key())));
            }
        }
        return Fact.of(all, info.at(config.get()));
    }

    private static Fact<Swarm> swarm(InspectValues info, Optional<Node> swarm) {
        Fact<String> state = info.text("Swarm", "LocalNodeState");
        boolean manager = info.truth("Swarm", "ControlAvailable").orElse(false);
        String why = manager ? UNANSWERED : NO_MANAGER;
        Fact<Long> none = Fact.unknown(why);
        Fact<Boolean> autolock = Fact.unknown(why);
        Fact<Long> hours = Fact.unknown(why);
        if (manager && swarm.isPresent()) {
            InspectValues spec = new InspectValues(swarm.get(), info.whole().path(), false);
            autolock = spec.truth("Spec", "EncryptionConfig", "AutoLockManagers");
            hours =
                    spec.number("Spec", "CAConfig", "NodeCertExpiry")
                            .map(nanos -> nanos / NANOS_PER_HOUR);
        }
        Fact<Boolean> locked = autolock;
        Fact<Long> expiry = hours;
        Fact<Long> managers = manager ? info.number("Swarm", "Managers") : none;
        Fact<Long> nodes = manager ? info.number("Swarm", "Nodes") : none;
        return state.map(word -> new Swarm(word, manager, managers, nodes, locked, expiry));
    }
}
