# docker build -t kudari . && docker run --rm --publish 8000:8000 --volume kudari:/data kudari

FROM python:3.11-slim-bookworm AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /build
RUN python -m venv --without-pip /venv
# torch first, since it is by far the largest and changes least. Kudari neither compiles C++ nor runs torch's tests:
# without their files torch is a quarter smaller. Importing torch looks for torch_shm_manager.
COPY requirements/torch.txt ./
RUN pip --python /venv/bin/python install --no-deps --index-url https://download.pytorch.org/whl/cpu -r torch.txt \
    && rm -r /venv/lib/python3.11/site-packages/torch/include /venv/lib/python3.11/site-packages/torch/test \
    && find /venv/lib/python3.11/site-packages/torch/bin -mindepth 1 ! -name torch_shm_manager -delete
COPY requirements/run.txt ./
RUN pip --python /venv/bin/python install --require-hashes -r run.txt

FROM python:3.11-slim-bookworm
ENV PATH="/venv/bin:$PATH" PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    KUDARI_HOST=0.0.0.0 KUDARI_DATABASE=/data/kudari.db
RUN useradd --no-log-init --no-create-home --uid 10001 kudari \
    && install --directory --owner kudari /data
WORKDIR /kudari
COPY --from=packages /venv /venv
COPY app app
COPY static static
COPY templates templates
COPY docs docs
COPY examples examples
COPY LICENSE ./
USER 10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-c", "import os, urllib.request as web; web.urlopen(f'http://127.0.0.1:{os.environ.get(\"KUDARI_PORT\", 8000)}/healthz', timeout=4)"]
CMD ["python", "-m", "app", "serve"]
