package io.jsec.audit;

import io.jsec.rules.compose.ComposeFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which compose files are one project: those that were asked for, those that a configuration
 * lists, and an override file with the file that it overrides; any other file is one by itself.
 */
final class ComposeProjects {
    private static final List<String> OVERRIDDEN = List.of("docker-compose", "compose");
    private static final String OVERRIDE = ".override";

    /**
     * A project.
     *
     * @param name in reports: its first file, or all files where another project begins with it too
     * @param files from the tree's root, later ones over earlier ones
     */
    record Project(String name, List<String> files) {
        /** Copies the list. */
        Project {
            files = List.copyOf(files);
        }
    }

    private final Configurations configurations;
    private final List<List<String>> asked;
    private final ComposeFiles files;
    private final Set<Project> begun = new HashSet<>();

    /**
     * Of a tree.
     *
     * @param asked projects of the command line, by paths from the tree's root
     */
    ComposeProjects(Configurations configurations, List<List<String>> asked, ComposeFiles files) {
        this.configurations = configurations;
        this.asked = List.copyOf(asked);
        this.files = files;
    }

    /** The projects that a file is the first one found of; each is told once. */
    List<Project> begun(String path) {
        List<Project> all = new ArrayList<>();
        boolean typed = asked.stream().anyMatch(project -> project.contains(path));
        List<List<String>> listed = typed ? asked : listed(path);
        for (List<String> project : listed) {
            if (project.contains(path)) {
                long first =
                        listed.stream()
                                .distinct()
                                .filter(each -> each.getFirst().equals(project.getFirst()))
                                .count();
                String name = first == 1 ? project.getFirst() : String.join("+", project);
                all.add(new Project(name, project));
            }
        }
        if (all.isEmpty()) {
            List<String> own = automatic(path, files);
            all.add(new Project(own.getFirst(), own));
        }
        return all.stream().filter(begun::add).toList();
    }

    /** What the configurations at and above a file list. */
    private List<List<String>> listed(String path) {
        List<List<String>> listed = new ArrayList<>();
        for (Configurations.Placed placed : configurations.over(path)) {
            for (List<String> project : placed.configuration().compose()) {
                listed.add(project.stream().map(placed::absolute).toList());
            }
        }
        return listed;
    }

    /** The files that compose reads by itself where it is given one. */
    static List<String> automatic(String path, ComposeFiles files) {
        int slash = path.lastIndexOf('/') + 1;
        int dot = path.lastIndexOf('.');
        String stem = path.substring(slash, Math.max(slash, dot));
        String end = path.substring(Math.max(slash, dot));
        if (OVERRIDDEN.contains(stem)) {
            Optional<String> over = file(path.substring(0, dot) + OVERRIDE, end, files);
            return over.isPresent() ? List.of(path, over.get()) : List.of(path);
        }
        if (stem.endsWith(OVERRIDE)) {
            String plain = stem.substring(0, stem.length() - OVERRIDE.length());
            Optional<String> base = file(path.substring(0, slash) + plain, end, files);
            boolean known = OVERRIDDEN.contains(plain) && base.isPresent();
            return known ? automatic(base.get(), files) : List.of(path);
        }
        return List.of(path);
    }

    /** A file of that name with this end, or with the other one of YAML. */
    private static Optional<String> file(String stem, String end, ComposeFiles files) {
        String other = end.equals(".yaml") ? ".yml" : ".yaml";
        for (String each : List.of(end, other)) {
            try {
                if (files.read(stem + each).isPresent()) {
                    return Optional.of(stem + each);
                }
            } catch (IOException e) {
                return Optional.of(stem + each);
            }
        }
        return Optional.empty();
    }
}
