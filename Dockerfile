FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PATH=/srv/venv/bin:$PATH \
    REALSYNC_VAR=/var/lib/realsync STATIC_ROOT=/srv/static

RUN useradd --system --uid 10001 --home-dir /var/lib/realsync --create-home realsync \
    && install --directory --owner=realsync --mode=700 /srv/files /srv/counts
WORKDIR /srv/realsync

# First, so that a change of ours does not install them again.
COPY requirements/base.lock requirements/base.lock
RUN python -m venv /srv/venv && pip install --require-hashes -r requirements/base.lock

COPY . .
RUN python -m compileall -q . && python manage.py collectstatic --no-input --verbosity 0

USER realsync
CMD ["gunicorn", "-c", "python:realsync.serving.configuration"]
