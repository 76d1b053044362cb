package io.jsec.tidy;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Finds the methods of a Java file with the compiler's own parser. */
final class JavaBodies {
    private static final Set<String> TEST_ANNOTATIONS =
            Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory");

    private JavaBodies() {}

    static List<Body> of(SourceFile file) {
        return of(List.of(file)).getOrDefault(file.path(), List.of());
    }

    /** All files in one go: starting the compiler for each takes longer than parsing it. */
    static Map<Path, List<Body>> of(List<SourceFile> files) {
        JavacTask task =
                (JavacTask)
                        ToolProvider.getSystemJavaCompiler()
                                .getTask(
                                        null,
                                        null,
                                        new DiagnosticCollector<>(),
                                        List.of("--release", "25"),
                                        null,
                                        files.stream().map(Text::new).toList());
        Map<Path, List<Body>> found = new HashMap<>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                List<Body> bodies = new ArrayList<>();
                new Scanner(unit, Trees.instance(task), bodies).scan(unit, null);
                found.put(Path.of(unit.getSourceFile().toUri().getPath().substring(1)), bodies);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static final class Text extends SimpleJavaFileObject {
        private final SourceFile file;

        Text(SourceFile file) {
            super(URI.create("string:///" + file.path()), JavaFileObject.Kind.SOURCE);
            this.file = file;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return file.text();
        }
    }

    private static final class Scanner extends TreeScanner<@Nullable Void, @Nullable String> {
        private final CompilationUnitTree unit;
        private final Trees trees;
        private final List<Body> found;

        Scanner(CompilationUnitTree unit, Trees trees, List<Body> found) {
            this.unit = unit;
            this.trees = trees;
            this.found = found;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable String outer) {
            String name = type.getSimpleName().toString();
            return super.visitClass(type, name.isEmpty() ? outer : name);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable String type) {
            long start = trees.getSourcePositions().getStartPosition(unit, method);
            long end = trees.getSourcePositions().getEndPosition(unit, method);
            if (start >= 0 && end >= 0 && method.getBody() != null) {
                long first = unit.getLineMap().getLineNumber(start);
                long last = unit.getLineMap().getLineNumber(end);
                boolean isTest =
                        method.getModifiers().getAnnotations().stream().anyMatch(this::isTest);
                found.add(
                        new Body(
                                type + "." + method.getName(),
                                (int) first,
                                (int) (last - first + 1),
                                isTest));
            }
            return super.visitMethod(method, type);
        }

        private boolean isTest(AnnotationTree annotation) {
            return TEST_ANNOTATIONS.contains(annotation.getAnnotationType().toString());
        }
    }
}
