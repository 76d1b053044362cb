package io.jsec.cli.setup;

import java.util.ArrayList;
import java.util.List;

/**
 * The store mounted once more for each slot, with that slot's ids.
 *
 * @param store the store
 * @param views where the views go
 * @param ids the engine's ids
 */
record SlotViews(String store, String views, EngineIds ids) implements Change {
    @Override
    public String key() {
        return "slot-views " + views;
    }

    @Override
    public String words() {
        return String.format(
                "mount %s once more for each of %d slots below %s (0700), with the slot's ids",
                store, ids.slots(), views);
    }

    @Override
    public boolean holds(SetupHost host) {
        if (!host.root()) {
            return host.stat(views).isPresent();
        }
        return host.run(call(host.helper(), "check")).exit() == 0;
    }

    @Override
    public String before(SetupHost host) {
        return ABSENT;
    }

    @Override
    public void apply(SetupHost host, String before) {
        host.must(call(host.helper(), "make"));
    }

    @Override
    public void undo(SetupHost host, String before) {
        host.must(List.of(host.helper(), "undo", "--views", views));
    }

    private List<String> call(String helper, String verb) {
        List<String> words = new ArrayList<>();
        words.addAll(List.of(helper, verb, "--store", store, "--views", views));
        words.addAll(ids.words());
        return List.copyOf(words);
    }

    @Override
    public List<List<String>> atBoot() {
        return List.of(call(Layout.INSTALLED_HELPER, "make"));
    }
}
