package io.jsec.cli.setup;

/**
 * A value below /proc/sys, now.
 *
 * @param path the file
 * @param value its value
 * @param purpose what it allows
 */
record KernelSetting(String path, String value, String purpose) implements Change {
    @Override
    public String key() {
        return "kernel-setting " + path;
    }

    @Override
    public String words() {
        return "write " + value + " to " + path + ": " + purpose;
    }

    private String now(SetupHost host) {
        return host.read(path).orElse("").strip();
    }

    @Override
    public boolean holds(SetupHost host) {
        return now(host).equals(value);
    }

    @Override
    public String before(SetupHost host) {
        return now(host);
    }

    @Override
    public void apply(SetupHost host, String before) {
        host.writeKernel(path, value);
    }

    @Override
    public void undo(SetupHost host, String before) {
        if (!before.isEmpty()) {
            host.writeKernel(path, before);
        }
    }
}
