FROM scratch
ARG f=/usr/local/lib.tar.gz
ENV base=${f##*/} dir=${f%/*} stem=${f%%.*} ext=${f#*.} tail=${f##*.}
ENV one=${f/l/L} all=${f//l/L} slash=${f//\//:} star=${f/l*l/-} any=${f//?/x}
ENV dash=${no-a}${f-b} colon=${no:-a}${f:-b} plus=${no+a}${f+b} both=${no:+a}${f:+b}
ENV req=${f?gone} nested=${no:-${nope:-${f%%/lib*}}} quoted="${no:-"a b"}" single='${f}'
ENV esc=\$f esc2="\$f" esc3=\\$f brace=${no:-\}} dollar=$ price=5$ pid=$$
ENV bad=${f
ENV bad=${}
ENV bad=${f!x}
ENV bad=${f:#x}
ENV bad=${f/x}
ENV bad=${f#\x}
ENV bad="open
ENV bad=${no:?must be set}
