# The server for real use: it serves the account in DINTERO_ACCOUNT_ID. The sandbox is left out. `.ci/image-steps.sh` follows these instructions without Docker.

# Pin it for builds that can be made again: --build-arg NODE_IMAGE=node:26-slim@sha256:…
ARG NODE_IMAGE=node:26-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json ./
COPY src src
COPY explorer explorer
COPY tools tools
RUN mkdir schema && npm run build:image

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

FROM ${NODE_IMAGE}
ENV NODE_ENV=production
WORKDIR /app
COPY package.json ./
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
USER node
EXPOSE 4000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 4000) + '/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# V8 takes objects of requests that read much for long-lived ones, and copies them: what a request makes never lasts.
# The heap gets this share of the memory that the container may have; several workers share it.
CMD ["node", "--max-old-space-size-percentage=60", "--no-allocation-site-pretenuring", "dist/main.js"]
