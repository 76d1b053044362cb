package io.jsec.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A socket of an engine that a group may use, beside its owner's.
 *
 * @param directory of the engine
 * @param user whose it is; the group is called the same
 */
record GroupSocket(Path directory, String user) {
    /** Where it lies. */
    Path path() {
        return directory.resolve("open/api.sock");
    }

    /** The owner's. */
    Path own() {
        return directory.resolve("run/jsec/jsec.sock");
    }

    /** Starts the engine with a daemon.json. */
    Daemon start(String json) throws IOException, InterruptedException {
        Jsec.run("install", "-d", "-o", user, "-m", "755", path().getParent() + "");
        Path config = directory.resolve("daemon.json");
        Files.writeString(config, json);
        Jsec.run("chmod", "644", config.toString());
        return Daemon.start(
                directory,
                user,
                "--config",
                config.toString(),
                "-H",
                "unix://" + own(),
                "-H",
                "unix://" + path());
    }

    /** Docker's client of a user of any number, in the group. */
    Jsec.Result docker(int uid, String... words) throws IOException {
        return fed(uid, user, "", words);
    }

    /** The same in a group, with something to read. */
    Jsec.Result fed(int uid, String group, String input, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid", "" + uid));
        command.addAll(List.of("--regid", "" + uid, "--groups", group));
        command.addAll(List.of("env", "-i", "HOME=" + directory, "DOCKER_HOST=unix://" + path()));
        command.add("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        command.add("docker");
        command.addAll(List.of(words));
        return Jsec.finish(
                new ProcessBuilder(command).directory(directory.toFile()).start(), input);
    }
}
