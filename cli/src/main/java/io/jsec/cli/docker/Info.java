package io.jsec.cli.docker;

import static io.jsec.cli.docker.Flag.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.cli.client.ApiException;
import io.jsec.cli.client.ClientException;
import io.jsec.cli.client.Request;
import io.jsec.cli.template.Template;
import io.jsec.cli.template.TemplateException;
import java.util.ArrayList;
import java.util.List;

/** {@code info}: what an engine is and has. */
final class Info {
    private static final int WRONG_TEMPLATE = 64;

    private final Call call;
    private final JsonNode info;

    private Info(Call call, JsonNode info) {
        this.call = call;
        this.info = info;
    }

    static DockerVerb verb(String path) {
        return DockerVerb.of(
                path,
                "",
                "Print what the engine is and has.",
                List.of(text("f,format", "FORMAT", "json, or a template.")),
                Info::run);
    }

    private static int run(Call call) {
        String format = call.flags().text("format");
        Template template = format.isEmpty() ? null : parse(format);
        JsonNode answer;
        try {
            answer = call.api().json(Request.get("/info"));
        } catch (ApiException | ClientException e) {
            if (template == null) {
                client(call);
                call.print("");
                call.print("Server:");
            }
            throw DockerException.of(
                    (e instanceof ApiException refused ? refused.line() : e.getMessage())
                            + (template == null ? "\nerrors pretty printing info" : ""));
        }
        if (template == null) {
            new Info(call, answer).print();
            return 0;
        }
        ObjectNode all = answer.deepCopy();
        ObjectNode client = all.putObject("ClientInfo");
        client.put("Debug", false).put("Version", call.environment().version());
        client.put("DefaultAPIVersion", io.jsec.cli.client.ApiVersion.NEWEST.toString());
        client.put("Context", "default");
        try {
            call.print(template.render(Structure.of("info", all)));
            return 0;
        } catch (TemplateException e) {
            throw DockerException.of(String.valueOf(e.getMessage()));
        }
    }

    private static Template parse(String format) {
        try {
            return Template.parse(
                    format.equals("json")
                            ? "{{json .}}"
                            : format.replace("\\t", "\t").replace("\\n", "\n"));
        } catch (TemplateException e) {
            throw new DockerException(WRONG_TEMPLATE, "template parsing error: " + e.getMessage());
        }
    }

    private static void client(Call call) {
        call.print("Client:");
        call.print(" Version:    " + call.environment().version());
        call.print(" Context:    default");
        call.print(" Debug Mode: false");
    }

    private void print() {
        client(call);
        call.print("");
        call.print("Server:");
        counts();
        plugins();
        runtimes();
        host();
        proxies();
        registries();
        call.print(" Live Restore Enabled: " + truth("LiveRestoreEnabled"));
        some(" Product License:", "ProductLicense");
        JsonNode pools = info.path("DefaultAddressPools");
        if (!pools.isEmpty()) {
            call.print(" Default Address Pools:");
            pools.forEach(pool ->
                    call.print(
                            "   Base: "
                                    + pool.path("Base").asText()
                                    + ", Size: "
                                    + pool.path("Size").asText()));
        }
        call.print("");
        call.environment().out().flush();
        Json.texts(info.path("Warnings")).forEach(call::complain);
    }

    private void counts() {
        call.print(" Containers: " + number("Containers"));
        call.print("  Running: " + number("ContainersRunning"));
        call.print("  Paused: " + number("ContainersPaused"));
        call.print("  Stopped: " + number("ContainersStopped"));
        call.print(" Images: " + number("Images"));
        some(" Server Version:", "ServerVersion");
        some(" Storage Driver:", "Driver");
        for (JsonNode pair : info.path("DriverStatus")) {
            call.print("  " + pair.path(0).asText() + ": " + pair.path(1).asText());
        }
        some(" Logging Driver:", "LoggingDriver");
        some(" Cgroup Driver:", "CgroupDriver");
        some(" Cgroup Version:", "CgroupVersion");
    }

    private void plugins() {
        JsonNode plugins = info.path("Plugins");
        call.print(" Plugins:");
        call.print("  Volume: " + words(plugins.path("Volume")));
        call.print("  Network: " + words(plugins.path("Network")));
        if (!plugins.path("Authorization").isEmpty()) {
            call.print("  Authorization: " + words(plugins.path("Authorization")));
        }
        call.print("  Log: " + words(plugins.path("Log")));
        lines(" CDI spec directories:", info.path("CDISpecDirs"));
        call.print(" Swarm: " + info.path("Swarm").path("LocalNodeState").asText());
    }

    private void runtimes() {
        List<String> names = new ArrayList<>();
        info.path("Runtimes").fieldNames().forEachRemaining(names::add);
        if (!names.isEmpty()) {
            call.print(" Runtimes: " + String.join(" ", names));
            call.print(" Default Runtime: " + info.path("DefaultRuntime").asText());
        }
        if (!info.path("OSType").asText().equals("linux")) {
            return;
        }
        call.print(" Init Binary: " + info.path("InitBinary").asText());
        call.print(" containerd version: " + commit("ContainerdCommit"));
        call.print(" runc version: " + commit("RuncCommit"));
        call.print(" init version: " + commit("InitCommit"));
        if (!info.path("SecurityOptions").isEmpty()) {
            call.print(" Security Options:");
            Json.texts(info.path("SecurityOptions")).forEach(this::securityOption);
        }
    }

    private void securityOption(String text) {
        for (String pair : text.split(",", -1)) {
            String value = pair.substring(pair.indexOf('=') + 1);
            if (pair.startsWith("name=") || !pair.contains("=")) {
                call.print("  " + value);
            } else if (pair.startsWith("profile=")) {
                call.print("   Profile: " + value);
            }
        }
    }

    private void host() {
        some(" Kernel Version:", "KernelVersion");
        some(" Operating System:", "OperatingSystem");
        some(" OSType:", "OSType");
        some(" Architecture:", "Architecture");
        call.print(" CPUs: " + number("NCPU"));
        call.print(" Total Memory: " + Human.binarySize(info.path("MemTotal").asDouble()));
        some(" Name:", "Name");
        some(" ID:", "ID");
        call.print(" Docker Root Dir: " + info.path("DockerRootDir").asText());
        call.print(" Debug Mode: " + truth("Debug"));
        if (info.path("Debug").asBoolean()) {
            call.print("  File Descriptors: " + number("NFd"));
            call.print("  Goroutines: " + number("NGoroutines"));
            call.print("  System Time: " + info.path("SystemTime").asText());
            call.print("  EventsListeners: " + number("NEventsListener"));
        }
    }

    private void proxies() {
        some(" HTTP Proxy:", "HttpProxy");
        some(" HTTPS Proxy:", "HttpsProxy");
        some(" No Proxy:", "NoProxy");
        lines(" Labels:", info.path("Labels"));
        call.print(" Experimental: " + truth("ExperimentalBuild"));
    }

    private void registries() {
        JsonNode registries = info.path("RegistryConfig");
        List<String> insecure = new ArrayList<>();
        registries
                .path("IndexConfigs")
                .forEach(each -> {
                    if (!each.path("Secure").asBoolean()) {
                        insecure.add(each.path("Name").asText());
                    }
                });
        insecure.addAll(Json.texts(registries.path("InsecureRegistryCIDRs")));
        if (!insecure.isEmpty()) {
            call.print(" Insecure Registries:");
            insecure.forEach(each -> call.print("  " + each));
        }
        lines(" Registry Mirrors:", registries.path("Mirrors"));
    }

    private void lines(String title, JsonNode texts) {
        if (!texts.isEmpty()) {
            call.print(title);
            Json.texts(texts).forEach(each -> call.print("  " + each));
        }
    }

    private void some(String title, String field) {
        String text = info.path(field).asText();
        if (!text.isEmpty()) {
            call.print(title + " " + text);
        }
    }

    private String commit(String field) {
        return info.path(field).path("ID").asText();
    }

    private long number(String field) {
        return info.path(field).asLong();
    }

    private boolean truth(String field) {
        return info.path(field).asBoolean();
    }

    private static String words(JsonNode texts) {
        return String.join(" ", Json.texts(texts));
    }
}
