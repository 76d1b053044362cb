package io.jsec.cli.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.cli.client.ApiVersion;
import io.jsec.cli.client.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The body of {@code POST /containers/create}: every option of the command line. */
final class CreateRequest {
    private static final List<String> STREAMS = List.of("stdin", "stdout", "stderr");

    private final Flags flags;
    private final DockerEnvironment environment;
    private final ObjectNode body = Json.object();
    private final ObjectNode host = Json.object();

    private CreateRequest(Flags flags, DockerEnvironment environment) {
        this.flags = flags;
        this.environment = environment;
    }

    /**
     * The body for a command line.
     *
     * @param version of the API that is spoken; before 1.44 the MAC address stands elsewhere
     * @param socket of the engine, for {@code --use-api-socket}
     */
    static ObjectNode of(
            Flags flags, DockerEnvironment environment, ApiVersion version, String socket) {
        if (flags.on("use-api-socket")) {
            throw new DockerException(
                    DockerException.ENGINE,
                    "--use-api-socket refused: it gives the container the engine ("
                            + socket
                            + "). Instead: -v for the socket, if that is meant");
        }
        CreateRequest request = new CreateRequest(flags, environment);
        request.config(version);
        request.hostConfig();
        request.isolation();
        request.mounts();
        Resources.into(request.host, flags);
        request.body.set("HostConfig", request.host);
        return request.body;
    }

    private void config(ApiVersion version) {
        body.put("Hostname", flags.text("hostname"));
        body.put("Domainname", flags.text("domainname"));
        body.put("User", flags.text("user"));
        streams();
        body.put("Tty", flags.on("tty"));
        List<String> env = Variables.env(flags, environment);
        if (!env.isEmpty()) {
            texts(body, "Env", env);
        }
        List<String> words = flags.words();
        if (words.size() > 1) {
            texts(body, "Cmd", words.subList(1, words.size()));
        }
        body.put("Image", words.getFirst());
        if (flags.isSet("entrypoint")) {
            body.putArray("Entrypoint").add(flags.text("entrypoint"));
        }
        body.put("WorkingDir", flags.text("workdir"));
        pairs(body, "Labels", Variables.labels(flags, environment));
        if (flags.isSet("stop-signal")) {
            body.put("StopSignal", flags.text("stop-signal"));
        }
        if (flags.isSet("stop-timeout")) {
            body.put("StopTimeout", flags.number("stop-timeout", 0));
        }
        health();
        PortOption ports = PortOption.of(flags.all("publish"), flags.all("expose"));
        body.set("ExposedPorts", ports.exposed());
        host.set("PortBindings", ports.bindings());
        networks(version);
    }

    private void streams() {
        List<String> attach = new ArrayList<>();
        for (String stream : flags.all("attach")) {
            String lower = stream.toLowerCase(Locale.ROOT);
            if (!STREAMS.contains(lower)) {
                throw flags.invalid("attach", stream, "valid streams are STDIN, STDOUT and STDERR");
            }
            attach.add(lower);
        }
        boolean detached = flags.isSet("interactive") && flags.on("interactive");
        boolean in = detached || attach.contains("stdin");
        body.put("AttachStdin", in);
        body.put("AttachStdout", attach.isEmpty() || attach.contains("stdout"));
        body.put("AttachStderr", attach.isEmpty() || attach.contains("stderr"));
        body.put("OpenStdin", detached);
        body.put("StdinOnce", detached && in);
    }

    private void health() {
        List<String> names =
                List.of(
                        "health-cmd",
                        "health-interval",
                        "health-timeout",
                        "health-start-period",
                        "health-start-interval",
                        "health-retries");
        boolean any = names.stream().anyMatch(flags::isSet);
        if (flags.on("no-healthcheck")) {
            if (any) {
                throw bad("--no-healthcheck conflicts with --health-* options");
            }
            body.putObject("Healthcheck").putArray("Test").add("NONE");
            return;
        }
        if (!any) {
            return;
        }
        ObjectNode health = body.putObject("Healthcheck");
        if (!flags.text("health-cmd").isEmpty()) {
            health.putArray("Test").add("CMD-SHELL").add(flags.text("health-cmd"));
        }
        health.put("Interval", Values.nanos(flags, "health-interval"));
        health.put("Timeout", Values.nanos(flags, "health-timeout"));
        health.put("StartPeriod", Values.nanos(flags, "health-start-period"));
        health.put("StartInterval", Values.nanos(flags, "health-start-interval"));
        long retries = flags.number("health-retries", 0);
        if (retries < 0) {
            throw bad("--health-retries cannot be negative");
        }
        health.put("Retries", retries);
    }

    private void networks(ApiVersion version) {
        NetworkOption networks = NetworkOption.of(flags);
        host.put("NetworkMode", networks.mode());
        ObjectNode endpoints = body.putObject("NetworkingConfig").putObject("EndpointsConfig");
        networks.endpoints()
                .forEach((name, endpoint) -> {
                    JsonNode mac = endpoint.path("MacAddress");
                    if (!version.isAtLeast(44) && mac.isTextual()) {
                        body.set("MacAddress", mac);
                        endpoint.remove("MacAddress");
                    }
                    if (!endpoint.isEmpty() || networks.endpoints().size() > 1) {
                        endpoints.set(name, endpoint);
                    }
                });
    }

    private void hostConfig() {
        host.put("ContainerIDFile", flags.text("cidfile"));
        ObjectNode log = host.putObject("LogConfig");
        log.put("Type", flags.text("log-driver"));
        pairs(log, "Config", Variables.pairs(flags.all("log-opt")));
        if (flags.text("log-driver").equals("none") && flags.isSet("log-opt")) {
            throw bad("invalid logging opts for driver none");
        }
        restart();
        host.put("AutoRemove", flags.on("rm"));
        host.put("VolumeDriver", flags.text("volume-driver"));
        if (flags.isSet("annotation")) {
            pairs(host, "Annotations", Variables.pairs(flags.all("annotation")));
        }
        List<String> options = new ArrayList<>(flags.all("dns-option"));
        options.addAll(flags.all("dns-opt"));
        texts(host, "Dns", flags.all("dns"));
        texts(host, "DnsOptions", options);
        texts(host, "DnsSearch", flags.all("dns-search"));
        if (flags.isSet("add-host")) {
            texts(host, "ExtraHosts", flags.all("add-host").stream().map(this::hostLine).toList());
        }
        someTexts(host, "GroupAdd", "group-add");
        someTexts(host, "Links", "link");
        host.put("PublishAllPorts", flags.on("publish-all"));
        host.put("Isolation", flags.text("isolation"));
        host.put("Runtime", flags.text("runtime"));
        host.put("ShmSize", Values.size(flags, "shm-size"));
        host.put("CgroupParent", flags.text("cgroup-parent"));
        if (flags.isSet("init")) {
            host.put("Init", flags.on("init"));
        }
    }

    private String hostLine(String text) {
        int separator = text.contains("=") ? text.indexOf('=') : text.indexOf(':');
        if (separator <= 0 || separator == text.length() - 1) {
            throw flags.invalid("add-host", text, "bad format for add-host: \"" + text + "\"");
        }
        String address = text.substring(separator + 1);
        if (address.startsWith("[") && address.endsWith("]")) {
            address = address.substring(1, address.length() - 1);
        }
        if (!address.equals("host-gateway") && !address.matches("[0-9.]+|[0-9a-fA-F:.%]+")) {
            throw flags.invalid(
                    "add-host", text, "invalid IP address in add-host: \"" + address + "\"");
        }
        return text.substring(0, separator) + ":" + address;
    }

    private void restart() {
        ObjectNode policy = restartPolicy(flags.text("restart", "no"));
        if (flags.on("rm") && !policy.path("Name").asText().equals("no")) {
            throw bad("conflicting options: cannot specify both --restart and --rm");
        }
        host.set("RestartPolicy", policy);
    }

    /** What {@code --restart} says. */
    static ObjectNode restartPolicy(String text) {
        ObjectNode policy = Json.object();
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String count = colon < 0 ? "0" : text.substring(colon + 1);
        if (colon >= 0 && name.isEmpty()) {
            throw bad("invalid restart policy format: no policy provided before colon");
        }
        if (!count.matches("[0-9]{1,9}")) {
            throw bad("invalid restart policy format: maximum retry count must be an integer");
        }
        return policy.put("Name", name.isEmpty() ? "no" : name)
                .put("MaximumRetryCount", Integer.parseInt(count));
    }

    private void isolation() {
        capabilities("CapAdd", "cap-add");
        capabilities("CapDrop", "cap-drop");
        host.put("CgroupnsMode", flags.text("cgroupns"));
        host.put("IpcMode", flags.text("ipc"));
        host.put("PidMode", flags.text("pid"));
        host.put("UTSMode", flags.text("uts"));
        host.put("UsernsMode", flags.text("userns"));
        host.put("Privileged", flags.on("privileged"));
        host.put("ReadonlyRootfs", flags.on("read-only"));
        if (flags.isSet("sysctl")) {
            pairs(host, "Sysctls", Variables.pairs(flags.all("sysctl")));
        }
        if (flags.isSet("storage-opt")) {
            pairs(host, "StorageOpt", Variables.pairs(flags.all("storage-opt")));
        }
        List<String> options = new ArrayList<>();
        for (String option : flags.all("security-opt")) {
            if (option.equals("systempaths=unconfined")) {
                host.putArray("MaskedPaths");
                host.putArray("ReadonlyPaths");
            } else {
                options.add(securityOption(option));
            }
        }
        if (!options.isEmpty()) {
            texts(host, "SecurityOpt", options);
        }
    }

    /** A seccomp profile of this host goes along as a whole. */
    private String securityOption(String option) {
        if (!option.contains("=") && !option.contains(":") && !option.equals("no-new-privileges")) {
            throw bad("invalid --security-opt: \"" + option + "\"");
        }
        String name = option.split("[=:]", 2)[0];
        String value = option.substring(Math.min(option.length(), name.length() + 1));
        if (!name.equals("seccomp")
                || List.of("unconfined", "builtin", "hardened", "docker").contains(value)) {
            return option;
        }
        try {
            String profile = java.nio.file.Files.readString(environment.path(value));
            return "seccomp=" + JsonTree.text(Json.parse(profile));
        } catch (java.io.IOException e) {
            throw bad(
                    "opening seccomp profile ("
                            + value
                            + ") failed: open "
                            + value
                            + ": no such file or directory. Instead: a file with a profile, or"
                            + " seccomp=hardened, seccomp=docker or seccomp=unconfined");
        }
    }

    private void capabilities(String name, String flag) {
        if (flags.isSet(flag)) {
            List<String> all = flags.all(flag).stream().map(CreateRequest::capability).toList();
            texts(host, name, all.stream().distinct().sorted().toList());
        }
    }

    private static String capability(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        return upper.equals("ALL") || upper.startsWith("CAP_") ? upper : "CAP_" + upper;
    }

    private void mounts() {
        ObjectNode anonymous = body.putObject("Volumes");
        List<String> binds = new ArrayList<>();
        for (String volume : flags.all("volume")) {
            if (volume.indexOf(':') < 0) {
                anonymous.putObject(volume);
            } else {
                String source = volume.substring(0, volume.indexOf(':'));
                boolean relative =
                        source.equals(".")
                                || source.startsWith("./")
                                || source.equals("..")
                                || source.startsWith("../");
                binds.add(
                        relative
                                ? environment.path(source) + volume.substring(source.length())
                                : volume);
            }
        }
        if (!binds.isEmpty()) {
            texts(host, "Binds", binds);
        }
        someTexts(host, "VolumesFrom", "volumes-from");
        if (flags.isSet("mount")) {
            ArrayNode mounts = host.putArray("Mounts");
            flags.all("mount")
                    .forEach(each -> mounts.add(MountOption.parse(flags, each, environment)));
        }
        if (flags.isSet("tmpfs")) {
            ObjectNode tmpfs = host.putObject("Tmpfs");
            for (String each : flags.all("tmpfs")) {
                int colon = each.indexOf(':');
                tmpfs.put(
                        colon < 0 ? each : each.substring(0, colon),
                        colon < 0 ? "" : each.substring(colon + 1));
            }
        }
    }

    private void someTexts(ObjectNode object, String name, String flag) {
        if (flags.isSet(flag)) {
            texts(object, name, flags.all(flag));
        }
    }

    static void texts(ObjectNode object, String name, List<String> values) {
        ArrayNode array = object.putArray(name);
        values.forEach(array::add);
    }

    static void pairs(ObjectNode object, String name, Map<String, String> values) {
        ObjectNode pairs = object.putObject(name);
        values.forEach(pairs::put);
    }

    private static DockerException bad(String message) {
        return new DockerException(DockerException.ENGINE, message);
    }
}
