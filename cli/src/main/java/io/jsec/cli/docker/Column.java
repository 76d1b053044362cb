package io.jsec.cli.docker;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A field of the rows of a list.
 *
 * @param field its name in templates
 * @param header its name in tables
 * @param value what a row has there
 */
record Column<T>(String field, String header, Function<T, @Nullable Object> value) {}
