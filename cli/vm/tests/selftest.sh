# Not a test of jsec: one check that holds and one that fails, for the test of the runner itself.
. "$JSEC_ROOT/cli/vm/checks.sh"
check holds true
check fails sh -c 'echo because; false'
equals differs one two
has lacks one "two three"
finish
