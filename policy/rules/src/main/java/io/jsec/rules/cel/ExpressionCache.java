package io.jsec.rules.cel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Compiled expressions in a folder, by the SHA-256 of all that decides what they compile to. What
 * cannot be kept is compiled again: a cache never makes a run fail.
 */
public final class ExpressionCache {
    /** Keeps nothing. */
    public static final ExpressionCache NONE = new ExpressionCache(Optional.empty());

    private final Optional<Path> folder;

    private ExpressionCache(Optional<Path> folder) {
        this.folder = folder;
    }

    /**
     * A cache.
     *
     * @param folder of its user alone: who writes there decides what rules say
     */
    public static ExpressionCache in(Path folder) {
        return new ExpressionCache(Optional.of(folder));
    }

    static String key(
            String version,
            String variable,
            Map<String, FieldType> types,
            Expressions.Result result,
            String text) {
        StringBuilder all = new StringBuilder();
        all.append(version).append('\n').append(variable).append('\n').append(result).append('\n');
        types.forEach(
                (name, type) -> all.append(name).append(':').append(type.text()).append('\n'));
        all.append('\n').append(text);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    Optional<byte[]> get(String key) {
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(folder.get().resolve(key)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void put(String key, byte[] bytes) {
        if (folder.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(folder.get());
            Path fresh = Files.createTempFile(folder.get(), "new", "");
            Files.write(fresh, bytes);
            Files.move(fresh, folder.get().resolve(key), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // The next run compiles again.
            return;
        }
    }
}
