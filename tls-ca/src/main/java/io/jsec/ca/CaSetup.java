package io.jsec.ca;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code ca init} decides once.
 *
 * @param curve the curve of the authority's own keys
 * @param names the names its servers may have
 * @param offlineRoot the directory the root's key is made in, where it shall not lie with the rest
 */
public record CaSetup(Curve curve, Names names, Optional<Path> offlineRoot) {}
