package io.jsec.start;

import java.nio.file.Path;

/** The built distribution under test. */
final class Distribution {
    private Distribution() {}

    static Path folder() {
        return Path.of(System.getProperty("jsec.dist", "target/dist"));
    }

    static Path jsec() {
        return folder().resolve("bin/jsec");
    }
}
