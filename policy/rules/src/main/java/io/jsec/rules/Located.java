package io.jsec.rules;

/**
 * One element of a list or map with the place where it stands.
 *
 * @param value the element
 * @param at its place
 */
public record Located<T>(T value, SourceLocation at) {}
