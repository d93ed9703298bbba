import { BASE_IMAGES } from './base-images';
import { ContainerRuntime } from './container-options';

/** Beyond the users of any node, and the one that images without a distribution use. */
const USER = '65532:65532';

const NO_HEALTHCHECK = '# No HEALTHCHECK: Kubernetes ignores it and asks /healthz itself, as the probes of the workload say.';

const BY_RUNTIME: Readonly<Record<ContainerRuntime, readonly string[]>> = {
  [ContainerRuntime.NODE]: [
    `FROM ${BASE_IMAGES.node} AS base`,
    'WORKDIR /app',
    '',
    'FROM base AS dependencies',
    'COPY package.json package-lock.json ./',
    'RUN --mount=type=cache,target=/root/.npm,sharing=locked ["npm", "ci", "--omit=dev", "--ignore-scripts"]',
    '',
    'FROM base',
    'ENV NODE_ENV=production',
    'COPY --from=dependencies /app ./',
    'COPY src ./src',
    `USER ${USER}`,
    'EXPOSE 8080',
    NO_HEALTHCHECK,
    'ENTRYPOINT ["node", "src/server.js"]',
  ],
  [ContainerRuntime.GO]: [
    `FROM ${BASE_IMAGES.go} AS build`,
    'WORKDIR /src',
    'COPY go.mod go.su[m] ./',
    'RUN --mount=type=cache,target=/go/pkg/mod,sharing=locked ["go", "mod", "download"]',
    'COPY . .',
    'ENV CGO_ENABLED=0',
    'RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \\',
    '  ["go", "build", "-trimpath", "-ldflags=-s -w", "-o", "/server", "."]',
    '',
    'FROM scratch',
    'COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt',
    'COPY --from=build /server /server',
    `USER ${USER}`,
    'EXPOSE 8080',
    NO_HEALTHCHECK,
    'ENTRYPOINT ["/server"]',
  ],
  [ContainerRuntime.PYTHON]: [
    `FROM ${BASE_IMAGES.python} AS base`,
    'WORKDIR /app',
    '',
    'FROM base AS dependencies',
    'RUN ["python", "-m", "venv", "/opt/venv"]',
    'COPY requirements.txt ./',
    'RUN --mount=type=cache,target=/root/.cache/pip,sharing=locked \\',
    '  ["/opt/venv/bin/pip", "install", "--require-hashes", "--requirement", "requirements.txt"]',
    '',
    'FROM base',
    'ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1',
    'COPY --from=dependencies /opt/venv /opt/venv',
    'COPY src ./src',
    `USER ${USER}`,
    'EXPOSE 8080',
    NO_HEALTHCHECK,
    'ENTRYPOINT ["/opt/venv/bin/python", "src/server.py"]',
  ],
};

/**
 * A Dockerfile to begin with: built in stages, every base image by its digest, a numeric user without rights, and no shell
 * that would swallow the signals to the program or the mistakes of a step.
 */
export function dockerfile(runtime: ContainerRuntime): string {
  return [
    '# Dependabot moves the tags of base images together with their digests.',
    ...BY_RUNTIME[runtime],
    '',
  ].join('\n');
}

const IN_THE_IMAGE: Readonly<Record<ContainerRuntime, readonly string[]>> = {
  [ContainerRuntime.NODE]: ['package.json', 'package-lock.json', 'src/'],
  [ContainerRuntime.GO]: ['go.mod', 'go.sum', '**/*.go'],
  [ContainerRuntime.PYTHON]: ['requirements.txt', 'src/'],
};

/** `.dockerignore`: nothing gets to the builder by accident. */
export function dockerignore(runtime: ContainerRuntime): string {
  return ['# Only what is named here gets to the builder.', '*', ...IN_THE_IMAGE[runtime].map((file) => `!${file}`), ''].join('\n');
}
