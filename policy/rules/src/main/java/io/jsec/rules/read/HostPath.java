package io.jsec.rules.read;

import java.util.ArrayList;
import java.util.List;

/** Paths of the host as facts have them. */
public final class HostPath {
    private HostPath() {}

    /** Without double slashes, {@code .} and {@code ..}; a relative path stays relative. */
    public static String clean(String path) {
        if (path.isEmpty()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        boolean absolute = path.startsWith("/");
        for (String part : path.split("/", -1)) {
            boolean up = part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..");
            if (up) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".") && !(absolute && part.equals(".."))) {
                parts.add(part);
            }
        }
        String joined = String.join("/", parts);
        return absolute ? "/" + joined : joined.isEmpty() ? "." : joined;
    }
}
