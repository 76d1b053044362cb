FROM a
RUN one \
    two \

    # between
    three \   
	four
ENV a=1 \
    # of b
    b="2 \
  3" \
    c=4
LABEL d=e\
f=g
CMD x \
