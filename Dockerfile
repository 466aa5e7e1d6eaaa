# The server for real use: it serves the account in DINTERO_ACCOUNT_ID. The sandbox is left out. `.ci/image-steps.sh` follows these instructions without Docker.

FROM node:26-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json ./
COPY src src
COPY explorer explorer
COPY tools tools
RUN mkdir schema && npm run build:image

FROM node:26-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

FROM node:26-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json ./
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 4000) + '/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# V8 takes objects of requests that read much for long-lived ones, and copies them: what a request makes never lasts.
CMD ["node", "--no-allocation-site-pretenuring", "dist/main.js"]
