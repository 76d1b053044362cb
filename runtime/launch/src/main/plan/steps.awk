# Turns steps.tsv into plan_steps.h: the codes, the names, and each step's fields, a letter each.
# Letters: i u32, l u64, s str, p path, b bytes, S strs, U u32s, P pairs, I ids, R rules.
BEGIN {
    FS = "\t"
    letter["u32"] = "i"; letter["u64"] = "l"; letter["str"] = "s"; letter["path"] = "p"
    letter["bytes"] = "b"; letter["strs"] = "S"; letter["u32s"] = "U"; letter["pairs"] = "P"
    letter["ids"] = "I"; letter["rules"] = "R"
    print "/* Made from steps.tsv at build time: the only list of step codes. */"
    print "#ifndef PLAN_STEPS_H"
    print "#define PLAN_STEPS_H"
    print ""
}
/^#/ || /^$/ { next }
{
    if ($1 != ++count) stop("line " FNR ": code " $1 " where " count " was due")
    constant = toupper(gensub_camel($2))
    fields = ""
    total = split($3, parts, ",")
    for (i = 1; i <= total; i++) {
        split(parts[i], pair, ":")
        if (!(pair[2] in letter)) stop("line " FNR ": unknown type in " parts[i])
        fields = fields letter[pair[2]]
    }
    rows[count] = sprintf("    X(%d, %s, \"%s\", \"%s\")", $1, constant, $2, fields)
    enums[count] = sprintf("    STEP_%s = %d,", constant, $1)
}
END {
    if (failed) exit 1
    print "/* X(code, CONSTANT, name, fields) */"
    print "#define PLAN_STEPS(X) \\"
    for (i = 1; i <= count; i++) print rows[i] (i < count ? " \\" : "")
    print ""
    print "enum plan_step {"
    for (i = 1; i <= count; i++) print enums[i]
    print "};"
    print ""
    print "#define PLAN_STEP_CODE_MAX " count
    print ""
    print "#endif"
}
# NoNewPrivs -> No_New_Privs
function gensub_camel(name,    out, i, c) {
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
