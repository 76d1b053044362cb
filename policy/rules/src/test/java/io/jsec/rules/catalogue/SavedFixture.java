package io.jsec.rules.catalogue;

import io.jsec.rules.Fact;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import io.jsec.rules.read.ImageConfigReader;
import io.jsec.rules.read.JsonReader;
import io.jsec.rules.read.Node;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code NAME.saved.json}: the {@code config} of an image and the {@code files} it has. */
final class SavedFixture {
    private SavedFixture() {}

    static List<ImageFacts> read(String name, byte[] bytes) {
        Node root = JsonReader.read(name, bytes);
        List<ImageFile> files = new ArrayList<>();
        for (Node file : root.find("files").map(Node::list).orElse(List.of())) {
            files.add(
                    new ImageFile(
                            text(file, "path"),
                            Integer.parseInt(text(file, "mode"), 8),
                            Long.parseLong(text(file, "uid")),
                            Long.parseLong(text(file, "gid")),
                            Long.parseLong(text(file, "bytes")),
                            text(file, "layer"),
                            Boolean.parseBoolean(text(file, "deleted")),
                            text(file, "head")));
        }
        return List.of(
                ImageConfigReader.read(
                        new Target(Target.Kind.IMAGE, name),
                        name,
                        List.of("fixture:1"),
                        root.find("config").orElseThrow(),
                        Fact.absent(SourceLocation.whole(name)),
                        Fact.of(files, SourceLocation.whole(name))));
    }

    private static String text(Node file, String key) {
        return file.find(key).flatMap(Node::string).orElseThrow();
    }
}
