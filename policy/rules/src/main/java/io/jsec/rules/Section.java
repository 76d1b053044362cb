package io.jsec.rules;

/** The parts of the catalogue; scores are given for each. */
public enum Section {
    HOST("Host"),
    FILES("Files of the engine"),
    DAEMON("Engine configuration"),
    IMAGES("Images"),
    CONTAINERS("Containers"),
    NETWORKS("Networks and volumes"),
    SWARM("Swarm"),
    TLS("Certificates"),
    DOCKERFILE("Dockerfiles"),
    COMPOSE("Compose files"),
    REQUESTS("API requests"),
    POLICY("Waivers and user rules");

    private final String title;

    Section(String title) {
        this.title = title;
    }

    /** The heading of reports. */
    public String title() {
        return title;
    }
}
