package io.jsec.daemon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.engine.ContainerConfig;
import io.jsec.engine.Images;

/** Images, in lists and by themselves. */
final class ImageJson {
    /** From 1.44 on there is one size. */
    private static final int ONE_SIZE = 44;

    /** From 1.45 on the container that an image was made from is not told any more. */
    private static final int NO_CONTAINER = 45;

    private ImageJson() {}

    static ObjectNode summary(Images.ImageSummary image, ApiVersion version) {
        ObjectNode json = Json.object().put("Id", image.id()).put("ParentId", image.parentId());
        json.set("RepoTags", Json.texts(image.repoTags()));
        json.set("RepoDigests", Json.texts(image.repoDigests()));
        json.put("Created", image.created().getEpochSecond())
                .put("Size", image.sizeBytes())
                .put("SharedSize", -1);
        if (version.isBefore(ONE_SIZE)) {
            json.put("VirtualSize", image.sizeBytes());
        }
        json.set("Labels", Json.table(image.labels()));
        return json.put("Containers", image.containers());
    }

    static ObjectNode of(Images.ImageView image, ApiVersion version) {
        ObjectNode json = Json.object().put("Id", image.id());
        json.set("RepoTags", Json.texts(image.repoTags()));
        json.set("RepoDigests", Json.texts(image.repoDigests()));
        json.put("Parent", image.parentId())
                .put("Comment", image.comment())
                .put("Created", Times.text(image.created()));
        if (version.isBefore(NO_CONTAINER)) {
            // None is kept, but docker-compose 1 reads the object wherever it makes a service anew.
            json.put("Container", "");
            json.set("ContainerConfig", ConfigJson.of(ContainerConfig.of("")));
        }
        json.put("DockerVersion", "")
                .put("Author", image.author())
                .put("Architecture", image.architecture());
        if (!image.variant().isEmpty()) {
            json.put("Variant", image.variant());
        }
        json.put("Os", image.os()).put("Size", image.sizeBytes());
        if (version.isBefore(ONE_SIZE)) {
            json.put("VirtualSize", image.sizeBytes());
        }
        json.putObject("GraphDriver").put("Name", "overlay2").putNull("Data");
        ObjectNode root = json.putObject("RootFS").put("Type", "layers");
        root.set("Layers", Json.texts(image.layers()));
        json.putObject("Metadata").put("LastTagTime", Times.text(image.lastTagged()));
        json.set("Config", ConfigJson.of(image.config()));
        return json;
    }
}
