package io.jsec.cli.docker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.cli.client.JsonTree;

/** The value of {@code --platform} where the API takes an object. */
final class Platform {
    private Platform() {}

    /** From {@code linux/arm/v7} to JSON. */
    static String json(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length < 2 || parts.length > 3 || text.contains("//")) {
            throw DockerException.of(
                    "invalid platform \"" + text + "\": it is not OS/ARCH[/VARIANT]");
        }
        ObjectNode platform = Json.object();
        platform.put("os", parts[0]).put("architecture", parts[1]);
        if (parts.length == 3) {
            platform.put("variant", parts[2]);
        }
        return JsonTree.text(platform);
    }
}
