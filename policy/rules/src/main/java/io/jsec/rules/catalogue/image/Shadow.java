package io.jsec.rules.catalogue.image;

import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.SensitiveFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads the accounts of {@code /etc/shadow}, as shadow(5) has them. */
final class Shadow {
    private static final int FIELDS = 9;

    private Shadow() {}

    /** The names of the accounts whose password field meets a condition. */
    static Optional<String> accounts(ImageFile file, Predicate<String> password) {
        boolean shadow =
                SensitiveFile.of(file.path()).filter(SensitiveFile.SHADOW::equals).isPresent();
        if (file.deleted() || !shadow) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (String line : file.head().lines().toList()) {
            String[] fields = line.split(":", -1);
            if (fields.length == FIELDS && password.test(fields[1])) {
                names.add(fields[0]);
            }
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
    }

    /** crypt(5); a locked account has {@code !} or {@code *} before it, or alone. */
    static boolean isHash(String field) {
        return field.matches("\\$[0-9a-z]{1,8}\\$.{8,}|_[./0-9A-Za-z]{19}|[./0-9A-Za-z]{13}");
    }
}
