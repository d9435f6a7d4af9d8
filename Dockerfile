# syntax=docker/dockerfile:1

# Everything, to build and to test.
FROM node:24-slim AS build
ENV SCARF_ANALYTICS=false
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY nest-cli.json tsconfig.json tsconfig.build.json .swcrc ./
COPY src ./src
RUN npm run build

# The suites in a container, against the stores of the composed stack. Some tests stop a Redis of their own or open a page.
FROM build AS e2e
RUN apt-get update -qq \
  && apt-get install -y -qq --no-install-recommends redis-server chromium procps \
  && rm -rf /var/lib/apt/lists/*
COPY jest.config.cjs .env.example ./
COPY scripts ./scripts
COPY client ./client
COPY bench ./bench
COPY docs/grafana.json ./docs/
COPY test ./test
CMD ["npx", "jest", "--selectProjects", "integration", "e2e", "--ci"]

# What runs in production, without what only compilers, editors and browsers read: that is half of the size.
FROM node:24-slim AS dependencies
ENV SCARF_ANALYTICS=false
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY scripts/trim-packages.sh ./scripts/
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev && sh scripts/trim-packages.sh node_modules

# node:24-slim carries npm, yarn and headers that nothing here needs; this base has glibc, libstdc++ and certificates,
# no shell and no package manager.
FROM gcr.io/distroless/cc-debian12:nonroot
ENV NODE_ENV=production PORT=3000
WORKDIR /app
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json ./
COPY --from=build /app/dist ./dist
USER nonroot
EXPOSE 3000
HEALTHCHECK --interval=5s --timeout=4s --start-period=30s --retries=3 CMD ["/usr/local/bin/node", "-e", \
  "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node is process 1 itself, so SIGTERM reaches it.
ENTRYPOINT ["/usr/local/bin/node"]
CMD ["--enable-source-maps", "dist/main.js"]
