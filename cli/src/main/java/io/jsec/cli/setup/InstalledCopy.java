package io.jsec.cli.setup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The distribution, copied to where the engine's user can execute it and only root can change it.
 *
 * @param source the distribution that runs
 * @param target where the copy goes
 * @param fingerprint of the source
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record InstalledCopy(String source, String target, String fingerprint) implements Change {
    @Override
    public String key() {
        return "copy " + target;
    }

    @Override
    public String words() {
        return "copy jsec from " + source + " to " + target + ", owned by root";
    }

    @Override
    public boolean holds(SetupHost host) {
        if (!host.root()) {
            return host.stat(target).isPresent();
        }
        return host.fingerprint(target).equals(host.fingerprint(source));
    }

    @Override
    public String before(SetupHost host) {
        return host.stat(target).isEmpty() ? ABSENT : PRESENT;
    }

    @Override
    public void apply(SetupHost host, String before) {
        if (before.equals(PRESENT)) {
            throw SetupException.refused(
                    target,
                    "it exists and was not made by jsec setup",
                    "move it away: mv " + target + " " + target + ".old");
        }
        host.copyTree(source, target);
    }

    @Override
    public void undo(SetupHost host, String before) {
        if (before.equals(ABSENT)) {
            for (String suffix : new String[] {".new", ".old", ""}) {
                RemovedTree.remove(host, target + suffix);
            }
        }
    }
}
