package io.jsec.cli.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A directory of a user's, mounted once more for each slot and each container id that may write to
 * it as its owner.
 *
 * @param directory the real path
 * @param name its name below the views
 * @param as container ids
 * @param views where the views go
 * @param ids the engine's ids
 */
record WorkspaceViews(String directory, String name, List<Integer> as, String views, EngineIds ids)
        implements Change {
    WorkspaceViews {
        as = List.copyOf(as);
    }

    @Override
    public String key() {
        return "workspace " + directory;
    }

    @Override
    public String words() {
        return String.format(
                "let containers write to %s as its owner, for their user %s: views for %d slots"
                        + " below %s/%s",
                directory, list(" or "), ids.slots(), views, name);
    }

    private String list(String between) {
        return as.stream().map(String::valueOf).collect(Collectors.joining(between));
    }

    @Override
    public boolean holds(SetupHost host) {
        if (!host.root()) {
            return host.stat(views).isPresent();
        }
        return host.run(call(host.helper(), "check-workspace")).exit() == 0;
    }

    @Override
    public String before(SetupHost host) {
        return ABSENT;
    }

    @Override
    public void apply(SetupHost host, String before) {
        host.must(call(host.helper(), "make-workspace"));
    }

    @Override
    public void undo(SetupHost host, String before) {
        host.must(List.of(host.helper(), "undo-workspace", "--views", views, "--name", name));
    }

    private List<String> call(String helper, String verb) {
        List<String> words = new ArrayList<>();
        words.addAll(List.of(helper, verb, "--views", views, "--dir", directory));
        words.addAll(List.of("--name", name, "--as", list(",")));
        words.addAll(ids.words());
        return List.copyOf(words);
    }

    @Override
    public List<List<String>> atBoot() {
        return List.of(call(Layout.INSTALLED_HELPER, "make-workspace"));
    }
}
