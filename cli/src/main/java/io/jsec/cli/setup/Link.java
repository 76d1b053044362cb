package io.jsec.cli.setup;

/**
 * A symbolic link.
 *
 * @param path where it is
 * @param target what it says
 * @param purpose why, in words
 */
record Link(String path, String target, String purpose) implements Change {
    @Override
    public String key() {
        return "link " + path;
    }

    @Override
    public String words() {
        return "link " + path + " to " + target + ": " + purpose;
    }

    @Override
    public boolean holds(SetupHost host) {
        return host.linkTarget(path).filter(target::equals).isPresent();
    }

    @Override
    public String before(SetupHost host) {
        return host.stat(path).isEmpty() ? ABSENT : PRESENT;
    }

    @Override
    public void apply(SetupHost host, String before) {
        if (before.equals(PRESENT)) {
            throw SetupException.refused(
                    path,
                    "it exists and was not made by jsec setup",
                    "move it away: mv " + path + " " + path + ".old");
        }
        host.link(path, target);
    }

    @Override
    public void undo(SetupHost host, String before) {
        if (before.equals(ABSENT)) {
            host.delete(path);
        }
    }
}
