package io.jsec.rules.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelProtoAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.expr.CheckedExpr;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.Program;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compiles and runs the expressions of user rules. What an expression may cost is bounded: its
 * length and depth, the iterations of its macros together, and the size of its patterns, which RE2
 * matches in linear time. It has no function that reads or writes anything.
 */
final class Expressions {
    /** What bounds and functions expressions have; part of the key of compiled ones. */
    static final String VERSION = "cel-0.14.0/1";

    private static final int CODE_POINTS_MAX = 8_192;
    private static final int DEPTH_MAX = 100;
    private static final int ITERATIONS_MAX = 10_000;
    private static final int REGEX_PROGRAM_MAX = 1_000;

    private static final CelOptions OPTIONS =
            CelOptions.current()
                    .maxExpressionCodePointSize(CODE_POINTS_MAX)
                    .maxParseRecursionDepth(DEPTH_MAX)
                    .comprehensionMaxIterations(ITERATIONS_MAX)
                    .maxRegexProgramSize(REGEX_PROGRAM_MAX)
                    .enableHeterogeneousNumericComparisons(true)
                    .build();

    private final Map<String, CelCompiler> compilers = new HashMap<>();
    private final CelRuntime runtime =
            CelRuntimeFactory.plannerRuntimeBuilder()
                    .setOptions(OPTIONS)
                    .addLibraries(CelExtensions.strings())
                    .build();
    private final ExpressionCache cache;

    Expressions(ExpressionCache cache) {
        this.cache = cache;
    }

    /** What an expression gives. */
    enum Result {
        TRUTH(SimpleType.BOOL),
        TEXT(SimpleType.STRING);

        private final CelType type;

        Result(CelType type) {
            this.type = type;
        }
    }

    /**
     * A compiled expression.
     *
     * @param fields of the variable that it reads; empty where it may read any
     */
    record Compiled(Program program, Optional<Set<String>> fields) {
        /** Copies the set. */
        Compiled {
            fields = fields.map(Set::copyOf);
        }
    }

    /** An expression that does not compile. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        private final int line;
        private final int column;

        Malformed(String message, int line, int column) {
            super(message);
            this.line = line;
            this.column = column;
        }

        /** The line in the expression, from 1. */
        int line() {
            return line;
        }

        /** The column, from 0. */
        int column() {
            return column;
        }
    }

    /** Compiles an expression over the variable of a schema, or takes it from the cache. */
    Compiled compile(Schema<?> schema, String text, Result result) throws Malformed {
        String key = ExpressionCache.key(VERSION, schema.name(), schema.types(), result, text);
        Optional<CelAbstractSyntaxTree> kept = cache.get(key).flatMap(Expressions::decode);
        CelAbstractSyntaxTree tree;
        if (kept.isPresent()) {
            tree = kept.get();
        } else {
            tree = check(schema, text, result);
            cache.put(
                    key, CelProtoAbstractSyntaxTree.fromCelAst(tree).toCheckedExpr().toByteArray());
        }
        try {
            return new Compiled(runtime.createProgram(tree), fields(tree, schema.name()));
        } catch (CelEvaluationException e) {
            throw new Malformed(String.valueOf(e.getMessage()), 1, 0);
        }
    }

    /** A damaged entry is compiled anew. */
    private static Optional<CelAbstractSyntaxTree> decode(byte[] bytes) {
        try {
            CheckedExpr expression = CheckedExpr.parseFrom(bytes);
            return Optional.of(CelProtoAbstractSyntaxTree.fromCheckedExpr(expression).getAst());
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private CelAbstractSyntaxTree check(Schema<?> schema, String text, Result result)
            throws Malformed {
        CelValidationResult checked =
                compilers.computeIfAbsent(schema.name(), name -> compiler(schema)).compile(text);
        try {
            CelAbstractSyntaxTree tree = checked.getAst();
            if (!tree.getResultType().equals(result.type)) {
                throw new Malformed(
                        "this gives %s, not %s"
                                .formatted(tree.getResultType().name(), result.type.name()),
                        1,
                        0);
            }
            return tree;
        } catch (CelValidationException e) {
            CelIssue first = checked.getErrors().getFirst();
            throw new Malformed(
                    first.getMessage().lines().findFirst().orElse("it cannot be read"),
                    Math.max(first.getSourceLocation().getLine(), 1),
                    Math.max(first.getSourceLocation().getColumn(), 0));
        }
    }

    private static CelCompiler compiler(Schema<?> schema) {
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(CelExtensions.strings())
                .setTypeProvider(new Types(schema))
                .addVar(schema.name(), struct(schema.name(), schema.types()))
                .build();
    }

    private static StructType struct(String name, Map<String, ? extends FieldType> fields) {
        ImmutableMap.Builder<String, CelType> types = ImmutableMap.builder();
        fields.forEach((field, type) -> types.put(field, type(type)));
        ImmutableMap<String, CelType> all = types.buildOrThrow();
        return StructType.create(
                "jsec." + name, all.keySet(), field -> Optional.ofNullable(all.get(field)));
    }

    private static CelType type(FieldType type) {
        return switch (type) {
            case FieldType.Plain plain ->
                    switch (plain) {
                        case TEXT -> SimpleType.STRING;
                        case NUMBER -> SimpleType.INT;
                        case TRUTH -> SimpleType.BOOL;
                        case TEXTS -> ListType.create(SimpleType.STRING);
                        case TABLE -> MapType.create(SimpleType.STRING, SimpleType.STRING);
                    };
            case FieldType.Objects(String name, Map<String, FieldType.Plain> fields) ->
                    ListType.create(struct(name, fields));
        };
    }

    /** Tells the compiler the variable's type and those of the objects in its lists. */
    private static final class Types implements CelTypeProvider {
        private final ImmutableList<CelType> all;

        Types(Schema<?> schema) {
            ImmutableList.Builder<CelType> types = ImmutableList.builder();
            types.add(struct(schema.name(), schema.types()));
            for (FieldType.Objects each : Schemas.objects()) {
                types.add(struct(each.name(), each.fields()));
            }
            all = types.build();
        }

        @Override
        public ImmutableCollection<CelType> types() {
            return all;
        }

        @Override
        public Optional<CelType> findType(String name) {
            return all.stream().filter(type -> type.name().equals(name)).findFirst();
        }
    }

    /** The fields that are selected of a variable; none where it is used otherwise too. */
    private static Optional<Set<String>> fields(CelAbstractSyntaxTree tree, String variable) {
        Set<String> fields = new HashSet<>();
        for (CelNavigableExpr each : CelNavigableAst.fromAst(tree).getRoot().allNodes().toList()) {
            CelExpr expression = each.expr();
            if (expression.getKind() == Kind.IDENT && expression.ident().name().equals(variable)) {
                Optional<CelExpr> parent = each.parent().map(CelNavigableExpr::expr);
                if (parent.filter(above -> above.getKind() == Kind.SELECT).isEmpty()) {
                    return Optional.empty();
                }
                fields.add(parent.get().select().field());
            }
        }
        return Optional.of(fields);
    }
}
