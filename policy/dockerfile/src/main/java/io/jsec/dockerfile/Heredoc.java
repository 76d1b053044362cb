package io.jsec.dockerfile;

/**
 * A here-document of {@code RUN}, {@code COPY} or {@code ADD}.
 *
 * @param name the word that ends it
 * @param expand whether variables in it are replaced: its name has no quotes
 * @param chomp whether leading tabs are removed: {@code <<-}
 * @param descriptor the file descriptor before the arrows, 0 where none is written
 * @param content its lines
 * @param span from the first line's start to the end of the line that ends it
 */
public record Heredoc(
        String name, boolean expand, boolean chomp, int descriptor, Text content, Span span) {}
