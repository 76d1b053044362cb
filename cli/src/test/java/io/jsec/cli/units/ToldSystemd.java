package io.jsec.cli.units;

import java.util.ArrayList;
import java.util.List;

/** A service manager that remembers what it was told. */
public final class ToldSystemd implements Systemd {
    private final List<String> told = new ArrayList<>();
    private boolean running = true;
    private String refused = "";

    /** It does not run. */
    public ToldSystemd absent() {
        running = false;
        return this;
    }

    /** Refuses what begins so. */
    public ToldSystemd refusing(String words) {
        refused = words;
        return this;
    }

    /** What it was told, a line each. */
    public List<String> told() {
        return List.copyOf(told);
    }

    void forget() {
        told.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public String run(List<String> words) {
        String line = String.join(" ", words);
        told.add(line);
        return !refused.isEmpty() && line.contains(refused) ? "Failed to connect to bus" : "";
    }
}
