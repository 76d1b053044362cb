package io.jsec.tidy;

/**
 * A method or function as it stands in its file.
 *
 * @param name what it is called, with its class in Java
 * @param firstLine counted from 1
 * @param lines from its head to its closing brace
 * @param isTest true for a JUnit test
 */
record Body(String name, int firstLine, int lines, boolean isTest) {}
