ARG a
ARG b=1 c="2 3" d='4'
ARG e=${b}${c}
FROM x
ARG a b c d e
ARG f=$b
ARG "g"=h
ARG --dropped i
ARG j=
