package io.jsec.rules.cel;

import static io.jsec.rules.cel.FieldType.Plain.NUMBER;
import static io.jsec.rules.cel.FieldType.Plain.TEXT;
import static io.jsec.rules.cel.FieldType.Plain.TRUTH;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerMount;
import io.jsec.rules.ContainerPort;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The kinds of targets that user rules may judge. */
public final class Schemas {
    /** Names and types of the fields of objects; docs/user-rules.md lists them. */
    private static final FieldType.Objects MOUNT =
            new FieldType.Objects(
                    "mount",
                    Map.of(
                            "type",
                            TEXT,
                            "source",
                            TEXT,
                            "target",
                            TEXT,
                            "read_only",
                            TRUTH,
                            "propagation",
                            TEXT,
                            "options",
                            TEXT));

    private static final FieldType.Objects PORT =
            new FieldType.Objects(
                    "port",
                    Map.of(
                            "address",
                            TEXT,
                            "host_port",
                            NUMBER,
                            "container_port",
                            NUMBER,
                            "protocol",
                            TEXT));

    private static final List<Schema<?>> ALL =
            List.of(
                    container(),
                    FileSchemas.dockerfile(),
                    FileSchemas.compose(),
                    FileSchemas.daemon(),
                    HostSchemas.engine(),
                    HostSchemas.image(),
                    HostSchemas.network(),
                    HostSchemas.volume(),
                    HostSchemas.host());

    private Schemas() {}

    /** All of them. */
    public static List<Schema<?>> all() {
        return ALL;
    }

    /** The types of objects in lists. */
    public static List<FieldType.Objects> objects() {
        return List.of(
                MOUNT,
                PORT,
                FileSchemas.INSTRUCTION,
                FileSchemas.COMMAND,
                FileSchemas.STAGE,
                FileSchemas.SERVICE,
                HostSchemas.LISTENER,
                HostSchemas.FILE);
    }

    private static Schema<ContainerFacts> container() {
        Schema<ContainerFacts> all =
                new Schema<>("container", ContainerFacts.class, ContainerFacts::whole);
        all.text(
                "origin",
                facts -> Fact.of(facts.origin().name().toLowerCase(Locale.ROOT), facts.whole()));
        for (ContainerSetting<String> each :
                List.of(
                        ContainerSetting.IMAGE,
                        ContainerSetting.USER,
                        ContainerSetting.APPARMOR,
                        ContainerSetting.NETWORK_MODE,
                        ContainerSetting.PID_MODE,
                        ContainerSetting.IPC_MODE,
                        ContainerSetting.UTS_MODE,
                        ContainerSetting.USERNS_MODE,
                        ContainerSetting.CGROUPNS_MODE,
                        ContainerSetting.CGROUP_PARENT,
                        ContainerSetting.RUNTIME,
                        ContainerSetting.RESTART,
                        ContainerSetting.HEALTHCHECK,
                        ContainerSetting.HEALTH_STATE,
                        ContainerSetting.LOG_DRIVER)) {
            all.text(each.settingName(), facts -> facts.get(each));
        }
        for (ContainerSetting<Boolean> each :
                List.of(
                        ContainerSetting.PRIVILEGED,
                        ContainerSetting.READ_ONLY,
                        ContainerSetting.PUBLISH_ALL,
                        ContainerSetting.OOM_KILL_DISABLE,
                        ContainerSetting.INIT,
                        ContainerSetting.TTY,
                        ContainerSetting.RUNNING)) {
            all.truth(each.settingName(), facts -> facts.get(each));
        }
        for (ContainerSetting<Long> each :
                List.of(
                        ContainerSetting.MEMORY,
                        ContainerSetting.MEMORY_SWAP,
                        ContainerSetting.MILLI_CPUS,
                        ContainerSetting.CPU_SHARES,
                        ContainerSetting.PIDS_LIMIT,
                        ContainerSetting.OOM_SCORE_ADJ,
                        ContainerSetting.RESTART_MAX)) {
            all.number(each.settingName(), facts -> facts.get(each));
        }
        containerLists(all);
        all.objects(
                "mounts",
                MOUNT,
                facts -> objects(facts.get(ContainerSetting.MOUNTS), Schemas::mount));
        all.objects(
                "ports", PORT, facts -> objects(facts.get(ContainerSetting.PORTS), Schemas::port));
        return all;
    }

    private static void containerLists(Schema<ContainerFacts> all) {
        for (ContainerSetting<List<Located<String>>> each :
                List.of(
                        ContainerSetting.CAP_ADD,
                        ContainerSetting.CAP_DROP,
                        ContainerSetting.SECURITY_OPT,
                        ContainerSetting.DEVICES,
                        ContainerSetting.DEVICE_RULES,
                        ContainerSetting.GROUP_ADD,
                        ContainerSetting.SYSCTLS,
                        ContainerSetting.NETWORKS,
                        ContainerSetting.ENVIRONMENT,
                        ContainerSetting.LABELS,
                        ContainerSetting.COMMAND,
                        ContainerSetting.ENTRYPOINT,
                        ContainerSetting.ULIMITS,
                        ContainerSetting.LOG_OPTIONS,
                        ContainerSetting.EXTRA_HOSTS,
                        ContainerSetting.VOLUMES_FROM,
                        ContainerSetting.LINKS,
                        ContainerSetting.MASKED_PATHS)) {
            all.texts(each.settingName(), facts -> facts.get(each));
        }
    }

    private static Map<String, Object> mount(ContainerMount mount) {
        return Map.of(
                "type", mount.type(),
                "source", mount.source(),
                "target", mount.target(),
                "read_only", mount.readOnly(),
                "propagation", mount.propagation(),
                "options", mount.options());
    }

    private static Map<String, Object> port(ContainerPort port) {
        return Map.of(
                "address",
                port.hostAddress(),
                "host_port",
                (long) port.hostPort(),
                "container_port",
                (long) port.containerPort(),
                "protocol",
                port.protocol());
    }

    /** A list as objects. */
    static <T> Fact<List<Map<String, Object>>> objects(
            Fact<List<T>> list, Function<T, Map<String, Object>> change) {
        return list.map(items -> items.stream().map(change).toList());
    }
}
