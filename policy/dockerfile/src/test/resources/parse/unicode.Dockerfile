# é 😀
FROM a
LABEL naïve="é 😀" 😀=x
ENV É=1 é=${É} u=${É#?}
COPY ñandú.txt /ünï/
RUN echo 😀 \
 && echo é
USER $É
