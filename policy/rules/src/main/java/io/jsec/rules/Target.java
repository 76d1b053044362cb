package io.jsec.rules;

/**
 * What is judged: one file, container, image, network, volume, engine, host or request.
 *
 * @param kind what it is
 * @param name how its user calls it: a path from the tree's root, a container's name, a host's name
 */
public record Target(Kind kind, String name) {
    /** The kinds of targets; {@link #label} stands in reports. */
    public enum Kind {
        HOST("host"),
        DAEMON("daemon"),
        ENGINE("engine"),
        IMAGE("image"),
        CONTAINER("container"),
        NETWORK("network"),
        VOLUME("volume"),
        CERTIFICATE("certificate"),
        DOCKERFILE("dockerfile"),
        COMPOSE("compose"),
        REQUEST("request"),
        POLICY("policy");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** The word of reports and of {@code --kind}. */
        public String label() {
            return label;
        }
    }

    /** {@code kind/name}. */
    @Override
    public String toString() {
        return kind.label() + "/" + name;
    }
}
