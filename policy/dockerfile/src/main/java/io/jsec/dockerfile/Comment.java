package io.jsec.dockerfile;

/**
 * A comment line, which may stand inside a continued instruction.
 *
 * @param text after the hash sign, without blanks around it
 * @param span from the hash sign to the end of the line
 */
public record Comment(String text, Span span) {}
