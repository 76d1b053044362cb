package io.jsec.cli.units;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Puts a service where systemd finds it, and takes it away again. */
public final class Installation {
    private final Units service;
    private final Systemd manager;
    private final PrintStream out;

    /**
     * @param out where it is said what was done
     */
    public Installation(Service service, Systemd manager, PrintStream out) {
        this((Units) service, manager, out);
    }

    private Installation(Units service, Systemd manager, PrintStream out) {
        this.service = service;
        this.manager = manager;
        this.out = out;
    }

    /** The same for the timer that renews a certificate. */
    public static Installation of(RenewalTimer timer, Systemd manager, PrintStream out) {
        return new Installation((Units) timer, manager, out);
    }

    /** What was not done, and why. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;
        private final String instead;

        RefusedException(String why, String instead) {
            super(why);
            this.instead = instead;
        }

        /** What leads on. */
        public String instead() {
            return instead;
        }
    }

    /** Whether a unit of ours is there. */
    public boolean isThere() throws IOException {
        return !present().isEmpty();
    }

    /** Says every file and command of {@link #install}, and does nothing. */
    public void describeInstall() throws IOException {
        for (Path stale : stale()) {
            out.println("disable and remove " + stale);
        }
        for (UnitFile file : service.files()) {
            out.println("write " + file.path() + ":");
            file.text().lines().forEach(line -> out.println(("    " + line).stripTrailing()));
        }
        installCommands().forEach(this::describe);
    }

    /** Says the same of {@link #uninstall}. */
    public void describeUninstall() throws IOException {
        List<Path> present = present();
        if (present.isEmpty()) {
            out.println("nothing is installed");
            return;
        }
        describe(disable(present));
        present.forEach(file -> out.println("remove " + file));
        if (manager.isRunning()) {
            describe(words("daemon-reload"));
        }
    }

    private void describe(List<String> words) {
        out.println("run systemctl " + String.join(" ", words));
    }

    /**
     * Writes the units and has them started, now or when systemd runs.
     *
     * @throws RefusedException where a file of somebody else's is in the way, or systemd says no
     */
    public void install() throws IOException, RefusedException {
        check();
        List<Path> stale = stale();
        if (!stale.isEmpty()) {
            run(disable(stale));
            remove(stale);
        }
        for (UnitFile file : service.files()) {
            file.write();
            out.println("wrote " + file.path());
        }
        for (List<String> words : installCommands()) {
            run(words);
        }
        if (!manager.isRunning()) {
            out.println("systemd does not run here: " + service.later());
        }
    }

    /**
     * Says what would keep {@link #install} from writing.
     *
     * @throws RefusedException where a file of somebody else's is in the way
     */
    public void check() throws IOException, RefusedException {
        for (Path place : service.places()) {
            check(place);
        }
    }

    /**
     * Stops and removes what {@link #install} made.
     *
     * @throws RefusedException where a file was changed, or systemd says no
     */
    public void uninstall() throws IOException, RefusedException {
        for (Path place : service.places()) {
            if (UnitFile.state(place) == UnitFile.State.CHANGED) {
                check(place);
            }
        }
        List<Path> present = present();
        if (present.isEmpty()) {
            out.println("nothing is installed");
            return;
        }
        run(disable(present));
        remove(present);
        if (manager.isRunning()) {
            run(words("daemon-reload"));
        }
    }

    /** Units of ours. */
    private List<Path> present() throws IOException {
        List<Path> present = new ArrayList<>();
        for (Path place : service.places()) {
            if (UnitFile.state(place) == UnitFile.State.OURS) {
                present.add(place);
            }
        }
        return present;
    }

    /** Units of ours that this form of the service does not have. */
    private List<Path> stale() throws IOException {
        List<Path> stale = present();
        service.files().forEach(file -> stale.remove(file.path()));
        return stale;
    }

    private static void check(Path place) throws IOException, RefusedException {
        switch (UnitFile.state(place)) {
            case ABSENT, OURS -> {}
            case CHANGED ->
                    throw new RefusedException(
                            place + " was changed after it was written",
                            "a drop-in (systemctl edit) for the changes, and removing that file");
            case FOREIGN ->
                    throw new RefusedException(
                            place + " is not of jsec's making", "removing or renaming that file");
        }
    }

    private List<List<String>> installCommands() {
        if (!manager.isRunning()) {
            return List.of(words("enable", service.enabled()));
        }
        return List.of(words("daemon-reload"), words("enable", "--now", service.enabled()));
    }

    private List<String> disable(List<Path> units) {
        List<String> words = words("disable");
        if (manager.isRunning()) {
            words.add("--now");
        }
        units.stream()
                .map(unit -> String.valueOf(unit.getFileName()))
                .filter(service.enableable()::contains)
                .forEach(words::add);
        return words;
    }

    private List<String> words(String... words) {
        List<String> all = new ArrayList<>();
        if (!service.system()) {
            all.add("--user");
        }
        all.addAll(List.of(words));
        return all;
    }

    private void remove(List<Path> files) throws IOException {
        for (Path file : files) {
            Files.delete(file);
            out.println("removed " + file);
        }
    }

    private void run(List<String> words) throws RefusedException {
        String said = manager.run(words);
        if (!said.isEmpty()) {
            throw new RefusedException(
                    "systemctl " + String.join(" ", words) + ": " + said,
                    service.system()
                            ? "systemctl status " + service.enabled()
                            : "a session of this user's own (not su), or loginctl enable-linger");
        }
        out.println("ran systemctl " + String.join(" ", words));
    }
}
