package io.jsec.cli.setup;

import java.util.List;

/**
 * The mode of a device node.
 *
 * @param path the node
 * @param mode its mode
 * @param purpose why
 */
record DeviceMode(String path, int mode, String purpose) implements Change {
    @Override
    public String key() {
        return "device-mode " + path;
    }

    @Override
    public String words() {
        return String.format("set the mode of %s to %04o: %s", path, mode, purpose);
    }

    @Override
    public boolean holds(SetupHost host) {
        return host.stat(path).filter(facts -> facts.mode() == mode).isPresent();
    }

    @Override
    public String before(SetupHost host) {
        return host.stat(path).map(facts -> Integer.toString(facts.mode())).orElse(ABSENT);
    }

    @Override
    public void apply(SetupHost host, String before) {
        host.stat(path).ifPresent(facts -> host.own(path, mode, facts.uid(), facts.gid()));
    }

    @Override
    public void undo(SetupHost host, String before) {
        if (!before.equals(ABSENT)) {
            host.stat(path)
                    .ifPresent(facts ->
                            host.own(path, Integer.parseInt(before), facts.uid(), facts.gid()));
        }
    }

    @Override
    public List<List<String>> atBoot() {
        return List.of(List.of("chmod", String.format("%04o", mode), path));
    }
}
