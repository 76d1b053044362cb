package io.jsec.cli.setup;

import io.jsec.cli.setup.MemoryHost.Death;
import java.util.List;
import java.util.Optional;

/** The real host, on which setup is killed right before one of its mutations. */
final class DyingHost implements SetupHost {
    private final SetupHost host;
    private int left;

    DyingHost(SetupHost host, int mutations) {
        this.host = host;
        this.left = mutations;
    }

    private void mutation() {
        if (left-- == 0) {
            throw new Death();
        }
    }

    @Override
    public boolean root() {
        return host.root();
    }

    @Override
    public String helper() {
        return host.helper();
    }

    @Override
    public Optional<FileFacts> stat(String path) {
        return host.stat(path);
    }

    @Override
    public boolean hidden(String path) {
        return host.hidden(path);
    }

    @Override
    public Optional<String> read(String path) {
        return host.read(path);
    }

    @Override
    public Optional<String> linkTarget(String path) {
        return host.linkTarget(path);
    }

    @Override
    public Optional<String> realPath(String path) {
        return host.realPath(path);
    }

    @Override
    public Optional<String> fingerprint(String directory) {
        return host.fingerprint(directory);
    }

    @Override
    public List<Long> processesOf(long uid, long first, long count) {
        return host.processesOf(uid, first, count);
    }

    @Override
    public boolean empty(String directory) {
        return host.empty(directory);
    }

    @Override
    public void write(String path, String text, int mode) {
        mutation();
        host.write(path, text, mode);
    }

    @Override
    public void writeKernel(String path, String text) {
        mutation();
        host.writeKernel(path, text);
    }

    @Override
    public void makeDirectory(String path, int mode) {
        mutation();
        host.makeDirectory(path, mode);
    }

    @Override
    public void own(String path, int mode, long uid, long gid) {
        mutation();
        host.own(path, mode, uid, gid);
    }

    @Override
    public void link(String path, String target) {
        mutation();
        host.link(path, target);
    }

    @Override
    public void delete(String path) {
        mutation();
        host.delete(path);
    }

    @Override
    public void copyTree(String from, String to) {
        mutation();
        host.copyTree(from, to);
    }

    @Override
    public Outcome run(List<String> command) {
        if (command.size() < 2 || !command.get(1).startsWith("check")) {
            mutation();
        }
        return host.run(command);
    }
}
