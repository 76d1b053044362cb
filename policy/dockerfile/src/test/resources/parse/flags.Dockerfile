FROM --platform=$BUILDPLATFORM a AS b
RUN --mount=type=cache,target=/root/.cache,sharing=locked --mount=type=secret,id=s --network=none make
RUN --security=insecure --device=gpu -- --not-a-flag
COPY --from=b --chown="a b":c --chmod=0755 --link=false --parents --exclude=*.x --exclude=y a /b
ADD --checksum=sha256:00 --keep-git-dir --unpack=true https://x/y /z
COPY - /dash
RUN -x --y
COPY --from='q\'r' a /b
