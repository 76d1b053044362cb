package io.jsec.cli.journal;

import io.jsec.journal.Head;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The heads of engines' journals that this user's commands were told, one line each: {@code ADDRESS
 * SEQ:HASH}. None is replaced by a later one, or a journal that was rolled back and went on would
 * wipe the traces of it; of many, the older ones are thinned out.
 *
 * @param folder outside of any journal's directory
 */
public record SeenHeads(Path folder) {
    private static final String NAME = "journal-heads";
    static final int HEADS_MAX = 64;
    private static final int ENGINES_MAX = 32;
    private static final int FILE_BYTES_MAX = 1 << 20;
    private static final int ADDRESS_CHARS_MAX = 256;

    /**
     * Remembers one. What an engine says is not believed to be a head until it reads as one; where
     * nothing can be kept, nothing is: a command does not fail for it.
     *
     * @param address of the engine
     */
    public void remember(String address, String head) {
        boolean plain = address.chars().allMatch(c -> c >= ' ' && c != 0x7f);
        if (!plain || address.length() > ADDRESS_CHARS_MAX || Head.parse(head).isEmpty()) {
            return;
        }
        try {
            String text = text();
            if (!("\n" + text).contains("\n" + address + " " + head + "\n")) {
                Map<String, List<Head>> all = parse(text);
                List<Head> heads = all.computeIfAbsent(address, each -> new ArrayList<>());
                heads.add(Head.parse(head).orElseThrow());
                heads.sort((a, b) -> Long.compare(a.seq(), b.seq()));
                thin(heads);
                write(all);
            }
        } catch (IOException e) {
            // Nothing is remembered; verify says of how many heads it knows.
        }
    }

    /** Those of one engine, by their numbers. */
    public List<Head> of(String address) {
        try {
            return List.copyOf(parse(text()).getOrDefault(address, List.of()));
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The file they are in. */
    public Path file() {
        return folder.resolve(NAME);
    }

    private String text() throws IOException {
        if (!Files.isRegularFile(file(), LinkOption.NOFOLLOW_LINKS)
                || Files.size(file()) > FILE_BYTES_MAX) {
            return "";
        }
        return Files.readString(file(), StandardCharsets.UTF_8);
    }

    private static Map<String, List<Head>> parse(String text) {
        Map<String, List<Head>> all = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            int space = line.lastIndexOf(' ');
            if (space > 0) {
                Head.parse(line.substring(space + 1))
                        .ifPresent(head ->
                                all.computeIfAbsent(
                                                line.substring(0, space), each -> new ArrayList<>())
                                        .add(head));
            }
        }
        return all;
    }

    /** Every second one of the older half goes: the newest are dense, and some of each age stay. */
    private static void thin(List<Head> heads) {
        if (heads.size() > HEADS_MAX) {
            for (int i = HEADS_MAX / 2 - 1; i > 0; i -= 2) {
                heads.remove(i);
            }
        }
    }

    private void write(Map<String, List<Head>> all) throws IOException {
        StringBuilder text = new StringBuilder();
        int left = all.size() - ENGINES_MAX;
        for (Map.Entry<String, List<Head>> each : all.entrySet()) {
            if (left-- <= 0) {
                each.getValue()
                        .forEach(head ->
                                text.append(each.getKey()).append(' ').append(head).append('\n'));
            }
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        Path part = folder.resolve(NAME + "." + ProcessHandle.current().pid() + ".part");
        Files.writeString(part, text);
        Files.move(part, file(), StandardCopyOption.ATOMIC_MOVE);
    }
}
