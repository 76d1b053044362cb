package io.jsec.cli;

import io.jsec.audit.IoReason;
import io.jsec.launch.CapabilitySet;
import io.jsec.launch.CustomSeccomp;
import io.jsec.launch.SeccompChoice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A profile of the caller's, {@code --security-opt seccomp=FILE}: read and compiled at once. */
final class SeccompFile {
    private static final long FILE_BYTES_MAX = 4L << 20;

    private SeccompFile() {}

    /**
     * The filter of a profile for a container with these capabilities.
     *
     * @throws io.jsec.launch.RefusedException with line and column where the profile is malformed
     */
    static SeccompChoice.Custom compile(Path file, CapabilitySet bounding) {
        return CustomSeccomp.compile(file.toString(), text(file), bounding);
    }

    private static String text(Path file) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) > FILE_BYTES_MAX) {
                throw CustomSeccomp.refusal(
                        file.toString(), "it is larger than " + FILE_BYTES_MAX + " bytes");
            }
            byte[] bytes = Files.readAllBytes(file);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw CustomSeccomp.refusal(file.toString(), "it is not UTF-8");
        } catch (IOException e) {
            throw CustomSeccomp.refusal(file.toString(), IoReason.of(e));
        }
    }
}
