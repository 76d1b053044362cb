package io.jsec.daemon;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole answers, reviewed as text. */
@Timeout(60)
class AnswersTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "version.json, /version",
        "info.json, /info",
        "df.json, /system/df",
        "container-list.json, /containers/json?size=1",
        "container.json, /containers/web/json?size=1",
        "top.json, /containers/web/top",
        "changes.json, /containers/web/changes",
        "stats.json, /containers/web/stats?stream=0",
        "exec.json, /exec/e/json",
        "image-list.json, /images/json",
        "image-list-1.43.json, /v1.43/images/json",
        "image.json, /images/busybox:1/json",
        "image-1.44.json, /v1.44/images/busybox:1/json",
        "history.json, /images/busybox:1/history",
        "volume-list.json, /volumes",
        "network-list.json, /networks",
        "network.json, /networks/none",
        "event.json, /events",
    })
    void answers_are_as_reviewed(String name, String path) throws IOException {
        try (ServedApi api = new ServedApi(folder)) {
            Golden.check(name, api.get(path).json());
        }
    }

    @Test
    void a_request_of_docker_run_reaches_the_engine_as_reviewed() throws IOException {
        String body =
                """
                {"Hostname":"h","User":"1000:100","AttachStdin":true,"AttachStdout":true,
                "AttachStderr":true,"ExposedPorts":{"80/tcp":{}},"Tty":true,"OpenStdin":true,
                "StdinOnce":true,"Env":["A=B","C"],"Cmd":["sh","-c","id"],"Image":"busybox:1",
                "Volumes":{"/data":{}},"WorkingDir":"/w","Entrypoint":"/entry","OnBuild":null,
                "Labels":{"l":"m"},"StopSignal":"SIGINT","StopTimeout":3,
                "Healthcheck":{"Test":["CMD","true"],"Interval":1000000000,"Retries":2},
                "HostConfig":{"Binds":["/src:/dst:ro"],"ContainerIDFile":"","LogConfig":{
                "Type":"local","Config":{"max-size":"1m"}},"NetworkMode":"none",
                "PortBindings":{},"RestartPolicy":{"Name":"on-failure","MaximumRetryCount":3},
                "AutoRemove":true,"VolumeDriver":"","VolumesFrom":["other:ro"],
                "ConsoleSize":[40,132],"CapAdd":["NET_BIND_SERVICE"],"CapDrop":["ALL"],
                "CgroupnsMode":"","Dns":["10.0.0.1"],"DnsOptions":[],"DnsSearch":[],
                "ExtraHosts":["a:1.2.3.4"],"GroupAdd":["27"],"IpcMode":"","Cgroup":"",
                "Links":null,"OomScoreAdj":5,"PidMode":"","Privileged":false,
                "PublishAllPorts":false,"ReadonlyRootfs":true,
                "SecurityOpt":["no-new-privileges"],"Tmpfs":{"/run":"size=1m"},"UTSMode":"",
                "UsernsMode":"","ShmSize":1048576,"Sysctls":{"net.core.somaxconn":"9"},
                "Isolation":"","CpuShares":512,"Memory":67108864,"NanoCpus":500000000,
                "CgroupParent":"","BlkioWeight":0,"CpuPeriod":0,
                "BlkioWeightDevice":[{"Path":"/dev/vda","Weight":300}],
                "CpusetCpus":"0","Devices":[],"DeviceRequests":null,"MemorySwappiness":-1,
                "MemorySwap":-1,"OomKillDisable":false,"PidsLimit":64,
                "Ulimits":[{"Name":"nofile","Hard":2048,"Soft":1024}],
                "Mounts":[{"Type":"tmpfs","Target":"/t","TmpfsOptions":{"SizeBytes":4096,
                "Mode":448}},{"Type":"volume","Source":"v","Target":"/v",
                "VolumeOptions":{"NoCopy":true,"Labels":{"x":"y"}}}],
                "MaskedPaths":null,"ReadonlyPaths":null,"Init":true},
                "NetworkingConfig":{"EndpointsConfig":{"none":{"IPAMConfig":null,"Links":null,
                "Aliases":null,"MacAddress":"","GwPriority":0}}}}
                """;
        try (ServedApi api = new ServedApi(folder)) {
            api.post("/v1.50/containers/create?name=/web", body);

            String request = api.engine.containers.created.getFirst().toString();
            Golden.check("create.txt", request.replaceAll(", (?=[a-zA-Z]+=)", ",\n") + "\n");
        }
    }
}
