package io.jsec.dockerfile;

/**
 * A parser directive: {@code # escape=`}.
 *
 * @param name in lower case: {@code syntax}, {@code escape} or {@code check}
 * @param value without blanks around it
 * @param span the whole line without its end
 */
public record Directive(String name, String value, Span span) {}
