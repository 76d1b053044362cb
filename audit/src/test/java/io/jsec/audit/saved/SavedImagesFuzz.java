package io.jsec.audit.saved;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Any archive is read, or is a problem with a reason; never both nothing and no reason. */
public final class SavedImagesFuzz {
    private static final Path FILE = file();

    private SavedImagesFuzz() {}

    private static Path file() {
        try {
            Path file = Files.createTempFile("jsec-image", ".tar");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the fuzzer begins with. */
    public static List<byte[]> samples() {
        TarWriter layer =
                new TarWriter()
                        .folder("etc/", 0755)
                        .file("bin/su", 04755, new byte[] {1})
                        .pax("path=root/.ssh/id_rsa")
                        .file("x", "-----BEGIN PRIVATE KEY-----")
                        .symlink("etc/a", "/b")
                        .hardlink("etc/c", 0644, "bin/su")
                        .file("etc/.wh.d", "");
        ImageBuilder image = new ImageBuilder().layer(layer);
        return List.of(
                image.docker("a:1"),
                ImageBuilder.tar(image.layout("b")),
                ImageBuilder.tar(new ImageBuilder().gzip().layer(layer).layout("c")),
                ImageBuilder.gzip(image.docker("d:2")));
    }

    /** One input, as Jazzer calls it. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        Files.write(FILE, data);
        SavedImages.isArchive(FILE);
        SavedImages.Result result = SavedImages.read(FILE, "image.tar");
        if (result.images().isEmpty() && result.problems().isEmpty()) {
            throw new AssertionError("neither an image nor a problem");
        }
        for (SavedImages.Problem problem : result.problems()) {
            if (problem.why().isBlank() || problem.why().equals("null")) {
                throw new AssertionError("a problem without a reason");
            }
        }
    }
}
