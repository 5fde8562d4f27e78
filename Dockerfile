# The image serves the map and needs a PostgreSQL with PostGIS beside it, named by DATABASE_URL:
#   docker build -t servicemap . && docker run -p 8000:8000 -e DATABASE_URL=postgresql://… servicemap
# .ci/image goes through the same steps without an engine.

FROM node:22-slim AS frontend
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY frontend/ ./
RUN npm run build \
 && npm sbom --sbom-format cyclonedx --omit dev >/tmp/frontend.cdx.json

FROM python:3.11-slim AS wheel
WORKDIR /src
# The user of the image cannot write beside the programs: compiled here, or again at every start, which takes longer.
COPY requirements.txt requirements-test.txt requirements-tools.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements-tools.txt \
 && uv venv /venv \
 && uv pip install --compile-bytecode --python /venv/bin/python --require-hashes -r requirements.txt \
 && uv venv /build \
 && uv pip install --python /build/bin/python --require-hashes -r requirements-test.txt
COPY pyproject.toml hatch_build.py README.md ./
COPY app/ app/
COPY geo/ geo/
COPY data/ data/
COPY frontend/ frontend/
COPY --from=frontend /src/frontend/dist frontend/dist
COPY --from=frontend /src/frontend/node_modules/echarts/map/json/province/shanghai.json /tmp/shanghai.json
RUN mkdir -p .servicemap \
 && /build/bin/python -m app.districts.build /tmp/shanghai.json .servicemap/boundaries.geojson \
 && /build/bin/python -m hatchling build -t wheel -d /dist \
 && uv pip install --compile-bytecode --python /venv/bin/python --no-deps /dist/servicemap-*.whl
# What is in the image, as CycloneDX: for those who must know by tonight whether a fault concerns them.
COPY --from=frontend /tmp/frontend.cdx.json /sbom/frontend.cdx.json
RUN /build/bin/cyclonedx-py environment --output-reproducible -o /sbom/python.cdx.json /venv/bin/python

FROM python:3.11-slim
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/servicemap --shell /usr/sbin/nologin servicemap
COPY --from=wheel /venv /venv
COPY --from=wheel /sbom /usr/share/doc/servicemap/sbom
ENV PATH=/venv/bin:$PATH SERVICEMAP_HOST=0.0.0.0 SERVICEMAP_PORT=8000 SERVICEMAP_PG=installed
# By its number: a cluster that refuses root cannot tell by a name.
USER 10001
WORKDIR /var/lib/servicemap
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["python", "-c", \
  "import os, urllib.request; urllib.request.urlopen(f\"http://127.0.0.1:{os.environ['SERVICEMAP_PORT']}/live\", timeout=4)"]
CMD ["servicemap", "serve"]
