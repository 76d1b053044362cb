package io.jsec.cli.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.cli.template.Fields;
import io.jsec.cli.template.GoNil;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON of an engine as values of a template. An object is a structure, whose unknown fields are
 * errors, or a map, whose keys are names of the user's: which of both only the API's document says.
 */
final class Structure implements Fields {
    /** Fields whose keys somebody chose. */
    private static final Set<String> MAPS =
            Set.of(
                    "Annotations",
                    "Attributes",
                    "Containers",
                    "Data",
                    "DriverOpts",
                    "EndpointsConfig",
                    "ExposedPorts",
                    "IndexConfigs",
                    "Labels",
                    "LogConfig.Config",
                    "Networks",
                    "Options",
                    "PortBindings",
                    "Ports",
                    "Runtimes",
                    "Status",
                    "StorageOpt",
                    "Sysctls",
                    "Tmpfs",
                    "Volumes",
                    "AuxiliaryAddresses",
                    "Details");

    /** Fields that are null where there is nothing; what else is null is a list. */
    private static final Set<String> POINTERS =
            Set.of(
                    "Health",
                    "Healthcheck",
                    "Init",
                    "OomKillDisable",
                    "PidsLimit",
                    "IPAMConfig",
                    "MemorySwappiness",
                    "StopTimeout",
                    "SizeRw",
                    "SizeRootFs",
                    "KernelMemoryTCP",
                    "UsageData",
                    "ClusterInfo",
                    "RegistryConfig",
                    "Descriptor",
                    "Swarm",
                    "ImageManifestDescriptor");

    /** Fields that are there and left out of the JSON where they are empty. */
    private static final Map<String, Object> OMITTED =
            Map.ofEntries(
                    Map.entry("Health", Null.POINTER),
                    Map.entry("Healthcheck", Null.POINTER),
                    Map.entry("StopTimeout", Null.POINTER),
                    Map.entry("SizeRw", Null.POINTER),
                    Map.entry("SizeRootFs", Null.POINTER),
                    Map.entry("Init", Null.POINTER),
                    Map.entry("OomKillDisable", Null.POINTER),
                    Map.entry("PidsLimit", Null.POINTER),
                    Map.entry("UsageData", Null.POINTER),
                    Map.entry("ClusterInfo", Null.POINTER),
                    Map.entry("ExposedPorts", GoNil.MAP),
                    Map.entry("StorageOpt", GoNil.MAP),
                    Map.entry("Tmpfs", GoNil.MAP),
                    Map.entry("Sysctls", GoNil.MAP),
                    Map.entry("Annotations", GoNil.MAP),
                    Map.entry("Status", GoNil.MAP),
                    Map.entry("StopSignal", ""),
                    Map.entry("VirtualSize", 0L),
                    Map.entry("NetworkDisabled", false),
                    Map.entry("ArgsEscaped", false),
                    Map.entry("MacAddress", ""),
                    Map.entry("Runtime", ""),
                    Map.entry("CreatedAt", ""),
                    Map.entry("ContainerConfig", GoNil.MAP),
                    Map.entry("Container", ""),
                    Map.entry("Parent", ""),
                    Map.entry("DockerVersion", ""),
                    Map.entry("Variant", ""),
                    Map.entry("OsVersion", ""),
                    Map.entry("Shell", GoNil.LIST),
                    Map.entry("Mounts", GoNil.LIST),
                    Map.entry("Aliases", GoNil.LIST),
                    Map.entry("Warnings", GoNil.LIST));

    private enum Null {
        POINTER
    }

    private final String kind;
    private final Map<String, JsonNode> fields = new LinkedHashMap<>();

    private Structure(String kind, JsonNode object) {
        this.kind = kind;
        object.properties().forEach(each -> fields.put(each.getKey(), each.getValue()));
    }

    /** An object of an engine. */
    static Structure of(String kind, JsonNode object) {
        return new Structure(kind, object);
    }

    @Override
    public String type() {
        return kind;
    }

    @Override
    public List<String> names() {
        return new ArrayList<>(fields.keySet());
    }

    @Override
    public boolean has(String name) {
        return fields.containsKey(key(name)) || OMITTED.containsKey(name);
    }

    @Override
    public @Nullable Object field(String name) {
        JsonNode node = fields.get(key(name));
        if (node != null) {
            return value(name, node);
        }
        Object omitted = OMITTED.get(name);
        return omitted == Null.POINTER ? null : omitted;
    }

    /** Go's name of a field differs from the one in JSON by its case: ID is Id, DNS is Dns. */
    private String key(String name) {
        if (fields.containsKey(name) || name.isEmpty() || !Character.isUpperCase(name.charAt(0))) {
            return name;
        }
        return fields.keySet().stream().filter(name::equalsIgnoreCase).findFirst().orElse(name);
    }

    private @Nullable Object value(String name, JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL, MISSING ->
                    MAPS.contains(name) ? GoNil.MAP : POINTERS.contains(name) ? null : GoNil.LIST;
            case OBJECT, POJO -> {
                if (!MAPS.contains(name) && !(kind.equals("LogConfig") && name.equals("Config"))) {
                    yield new Structure(name, node);
                }
                Map<String, @Nullable Object> map = new TreeMap<>();
                node.properties()
                        .forEach(each ->
                                map.put(each.getKey(), value(name + " entry", each.getValue())));
                yield map;
            }
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                node.forEach(each -> list.add(value(name + " element", each)));
                yield list;
            }
            case BOOLEAN -> node.booleanValue();
            case NUMBER ->
                    node.isIntegralNumber() && node.canConvertToLong()
                            ? (Object) node.longValue()
                            : (Object) node.doubleValue();
            case STRING, BINARY -> node.asText();
        };
    }
}
