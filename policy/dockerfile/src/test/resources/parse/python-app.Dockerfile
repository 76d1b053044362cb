FROM python:3.13-slim AS base
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    VIRTUAL_ENV=/opt/venv
ENV PATH="$VIRTUAL_ENV/bin:$PATH"

FROM base AS wheels
COPY requirements.txt .
RUN python -m venv $VIRTUAL_ENV \
 && pip install --no-cache-dir --require-hashes -r requirements.txt

FROM base
COPY --from=wheels ${VIRTUAL_ENV} ${VIRTUAL_ENV}
COPY <<-EOT /etc/app/settings.toml
	[server]
	port = ${PORT:-8000}
	path = "$PATH"
	EOT
COPY --chmod=0555 <<'SH' /usr/local/bin/start
#!/bin/sh
exec gunicorn --bind "0.0.0.0:${PORT:-8000}" app:app "$@"
SH
WORKDIR /srv
COPY app ./app/
USER nobody
CMD ["start", "--workers", "2"]
