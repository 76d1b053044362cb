FROM a
RUN set -eux; \
    # the list is not kept
    apt-get update && apt-get install -y --no-install-recommends \
      ca-certificates=1.* \
      curl \
    ; \
    for f in *.tgz; do tar xf "$f" || exit 1; done; \
    case "$(uname -m)" in x86_64) a=amd64 ;; *) a="$(dpkg --print-architecture)" ;; esac; \
    curl -fsSL "https://x/$a" | tee /x > /dev/null 2>&1
