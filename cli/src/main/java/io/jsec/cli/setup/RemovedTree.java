package io.jsec.cli.setup;

import java.util.List;

/** Removal of a tree, which the helper does by descriptors: its files may belong to anybody. */
final class RemovedTree {
    private RemovedTree() {}

    /** Removes what is there, if anything is. */
    static void remove(SetupHost host, String path) {
        if (host.stat(path).isPresent()) {
            host.must(List.of(host.helper(), "remove", "--dir", path));
        }
    }
}
