# Turns steps.tsv into plan_steps.h: the codes and names, a struct for each step, and the function
# that decodes it. plan.h includes the header after the types and take_* functions that it uses.
BEGIN {
    FS = "\t"
    type["u32"] = "uint32_t"; type["u64"] = "uint64_t"; type["str"] = "struct text"
    type["path"] = "struct text"; type["bytes"] = "struct blob"; type["strs"] = "struct list"
    type["u32s"] = "struct list"; type["pairs"] = "struct list"; type["ids"] = "struct list"
    type["rules"] = "struct list"
    print "/* Made from steps.tsv at build time: the only list of step codes. */"
    print "#ifndef PLAN_STEPS_H"
    print "#define PLAN_STEPS_H"
    print ""
}
/^#/ || /^$/ { next }
{
    if ($1 != ++count) stop("line " FNR ": code " $1 " where " count " was due")
    snake = tolower(snake_case($2))
    rows[count] = sprintf("    X(%d, %s, %s, \"%s\")", $1, toupper(snake), snake, $2)
    body = ""; takes = ""
    total = split($3, parts, ",")
    for (i = 1; i <= total; i++) {
        split(parts[i], pair, ":")
        if (!(pair[2] in type)) stop("line " FNR ": unknown type in " parts[i])
        body = body "    " type[pair[2]] " " pair[1] ";\n"
        takes = takes (i > 1 ? " &&\n           " : "") "take_" pair[2] "(from, &step->" pair[1] ")"
    }
    if (total == 0) {
        body = "    char nothing;\n"
        takes = "from != 0 && step != 0"
    }
    structs[count] = "struct step_" snake " {\n" body "};\n"
    decoders[count] = "static inline bool take_" snake "(struct cursor *from, struct step_" snake \
        " *step) {\n    return " takes ";\n}\n"
    members[count] = "    struct step_" snake " " snake ";"
    enums[count] = sprintf("    STEP_%s = %d,", toupper(snake), $1)
    cases[count] = sprintf("    case STEP_%s:\n        return take_%s(from, &fields->%s);", \
        toupper(snake), snake, snake)
}
END {
    if (failed) exit 1
    print "/* X(code, CONSTANT, member, name) */"
    print "#define PLAN_STEPS(X) \\"
    for (i = 1; i <= count; i++) print rows[i] (i < count ? " \\" : "")
    print "\nenum plan_step_code {"
    for (i = 1; i <= count; i++) print enums[i]
    print "};\n\n#define PLAN_STEP_CODE_MAX " count "\n"
    for (i = 1; i <= count; i++) print structs[i]
    print "union step_fields {"
    for (i = 1; i <= count; i++) print members[i]
    print "};\n"
    for (i = 1; i <= count; i++) print decoders[i]
    print "/* The fields of one step, in wire order; false if they do not fit. */"
    print "static inline bool take_fields(struct cursor *from, uint32_t code,"
    print "                               union step_fields *fields) {"
    print "    switch (code) {"
    for (i = 1; i <= count; i++) print cases[i]
    print "    default:\n        return false;\n    }\n}\n"
    print "#endif"
}
# NoNewPrivs -> No_New_Privs
function snake_case(name,    out, i, c) {
    out = substr(name, 1, 1)
    for (i = 2; i <= length(name); i++) {
        c = substr(name, i, 1)
        out = out (c ~ /[A-Z]/ ? "_" : "") c
    }
    return out
}
function stop(message) {
    print "steps.awk: " message > "/dev/stderr"
    failed = 1
    exit 1
}
