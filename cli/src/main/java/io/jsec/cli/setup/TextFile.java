package io.jsec.cli.setup;

/**
 * A file of root's with a given text.
 *
 * @param path where
 * @param mode its mode
 * @param text its text
 * @param purpose why
 */
record TextFile(String path, int mode, String text, String purpose) implements Change {
    private static final String HAD = "text ";

    @Override
    public String key() {
        return "file " + path;
    }

    @Override
    public String words() {
        return String.format("write %s (%04o): %s", path, mode, purpose);
    }

    @Override
    public boolean holds(SetupHost host) {
        if (!host.root()) {
            return host.stat(path).isPresent() || host.hidden(path);
        }
        return host.read(path).filter(text::equals).isPresent()
                && host.stat(path).filter(facts -> facts.mode() == mode).isPresent();
    }

    @Override
    public String before(SetupHost host) {
        int former = host.stat(path).map(SetupHost.FileFacts::mode).orElse(0);
        return host.read(path)
                .map(there -> HAD + Integer.toOctalString(former) + " " + there)
                .orElse(ABSENT);
    }

    @Override
    public void apply(SetupHost host, String before) {
        host.write(path, text, mode);
    }

    @Override
    public void undo(SetupHost host, String before) {
        if (before.equals(ABSENT)) {
            host.delete(path);
            return;
        }
        String rest = before.substring(HAD.length());
        int space = rest.indexOf(' ');
        host.write(path, rest.substring(space + 1), Integer.parseInt(rest.substring(0, space), 8));
    }
}
