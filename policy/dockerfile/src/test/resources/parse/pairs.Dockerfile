FROM a
ENV A=1 B="two words" C=three\ words D='$A' E=$A F="$B"
ENV OLD the rest of the line  
ENV QUOTED "with quotes"
ENV EMPTY= G=
LABEL "a.b.c"="d=e" f.g=h\"i j='k "l"'
LABEL old form of a label
ARG P
ARG Q=1 R="$Q$A" S
ENV T=${R:-none}-${S:-some}-${U+x}${U-y}
