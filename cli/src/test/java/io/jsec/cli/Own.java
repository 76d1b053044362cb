package io.jsec.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A user with places of his own, whose engine starts when it is needed. */
final class Own implements AutoCloseable {
    private static final int POLLS_MAX = 1_200;
    private static final int POLL_MILLIS = 100;

    private final Path folder;
    private final String user;

    Own(Path folder, String user) {
        this.folder = folder;
        this.user = user;
        Jsec.run("chmod", "755", folder.toString());
        for (String name : List.of("run", "home")) {
            String path = folder.resolve(name).toString();
            Jsec.run("install", "-d", "-o", user, "-m", "700", path);
        }
    }

    /** His daemon.json. */
    void configure(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("daemon.json"), json);
        String config = folder.resolve("home/.config/jsec").toString();
        Jsec.run("install", "-d", "-o", user, folder.resolve("home/.config").toString(), config);
        Jsec.run("install", "-m", "644", file.toString(), config);
    }

    Path socket() {
        return folder.resolve("run/jsec/jsec.sock");
    }

    String log() throws IOException {
        Path log = folder.resolve("home/.local/state/jsec/engine.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** Starts any program as he would. */
    Process start(String... words) {
        List<String> command = Daemon.as(folder, user);
        command.addAll(Arrays.asList(words));
        try {
            return new ProcessBuilder(command).directory(folder.toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts jsec. */
    Process starting(String... words) {
        List<String> all = new ArrayList<>(List.of(command()));
        all.addAll(Arrays.asList(words));
        return start(all.toArray(String[]::new));
    }

    static String command() {
        return Jsec.distribution().resolve("bin/jsec").toString();
    }

    Jsec.Result jsec(String... words) {
        return Jsec.finish(starting(words), "");
    }

    /** Makes the image busybox:1, by his engine. */
    void importBusybox() throws IOException {
        Path tar = Busybox.archive(folder, user);
        Jsec.Result imported = jsec("import", tar.toString(), "busybox:1");
        if (imported.exit() != 0) {
            throw new IOException("import: " + imported);
        }
    }

    /** The launchers whose control socket is his: the outer half of each engine. */
    List<ProcessHandle> engines() {
        String socket = folder.resolve("run/jsec/launch.sock").toString();
        return ProcessHandle.allProcesses()
                .filter(each -> words(each).contains(socket))
                .filter(each -> !each.parent().map(Own::words).orElse("").contains(socket))
                .toList();
    }

    private static String words(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException e) {
            return "";
        }
    }

    /** Waits until somebody listens. */
    void awaitListening(Path at) throws InterruptedException, IOException {
        for (int i = 0; i < POLLS_MAX && !EngineLock.answers(at); i++) {
            Thread.sleep(POLL_MILLIS);
        }
        if (!EngineLock.answers(at)) {
            throw new IOException("nobody listens at " + at);
        }
    }

    /** Waits until none is there. */
    void awaitNone() throws InterruptedException, IOException {
        for (int i = 0; i < POLLS_MAX && !engines().isEmpty(); i++) {
            Thread.sleep(POLL_MILLIS);
        }
        if (!engines().isEmpty()) {
            throw new IOException("an engine goes on: " + log());
        }
    }

    @Override
    public void close() throws IOException {
        for (ProcessHandle engine : engines()) {
            engine.destroy();
            try {
                engine.onExit().get(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (java.util.concurrent.ExecutionException
                    | java.util.concurrent.TimeoutException e) {
                throw new IOException("an engine does not end: " + log(), e);
            }
        }
    }
}
