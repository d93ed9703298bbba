import type { WorkerOptions } from './worker-options';

/** What the worker is checked and deployed with, one exact version each. */
const DEV_DEPENDENCIES = { '@cloudflare/workers-types': '5.20261117.1', 'typescript': '6.0.3', 'wrangler': '4.164.0' };

/** `package.json` of a worker, as it begins. */
export function workerPackage(name: string): object {
  return {
    name,
    private: true,
    type: 'module',
    engines: { node: '>=22.12.0' },
    scripts: {
      check: 'tsc && wrangler deploy --dry-run',
      deploy: 'wrangler deploy',
      dev: 'wrangler dev',
    },
    devDependencies: DEV_DEPENDENCIES,
  };
}

/** `tsconfig.json` of a worker, as it begins. */
export const WORKER_TSCONFIG = {
  compilerOptions: {
    target: 'ES2022',
    lib: ['ES2022'],
    module: 'ESNext',
    moduleResolution: 'bundler',
    types: ['@cloudflare/workers-types'],
    strict: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    isolatedModules: true,
    noEmit: true,
  },
  include: ['src'],
};

/** `src/env.d.ts`: what the code gets as `env`. */
export function workerEnv({ vars = {}, secrets = [] }: WorkerOptions): string {
  const names = [...Object.keys(vars), ...secrets];
  if (names.length === 0) return 'type Env = Readonly<Record<string, never>>;\n';
  return ['interface Env {', ...names.map((name) => `  readonly ${name}: string;`), '}', ''].join('\n');
}

/** `misc/dev.vars.example`: the secrets to give to the worker on one's own machine. */
export function devVarsExample({ secrets = [] }: WorkerOptions): string {
  return [
    '# Secrets for `npm run dev`. Copy this file to .dev.vars beside wrangler.toml, which git ignores, and fill it in.',
    ...(secrets.length > 0 ? secrets.map((name) => `${name}=`) : ['# The worker needs none.']),
    '',
  ].join('\n');
}

/** `src/index.ts` of a worker, as it begins. */
export function workerSource({ crons = [] }: WorkerOptions): string {
  return `/** Sent with every answer. */
const SECURITY_HEADERS = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=31536000',
  'X-Content-Type-Options': 'nosniff',
};

function answer(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(\`\${text}\\n\`, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', ...SECURITY_HEADERS, ...headers } });
}

export default {
  async fetch(request): Promise<Response> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, 'Method not allowed', { Allow: 'GET, HEAD' });
    const { pathname } = new URL(request.url);
    return pathname === '/healthz' ? answer(200, 'ok') : answer(404, 'Not found');
  },
${crons.length === 0 ? '' : `
  async scheduled(controller): Promise<void> {
    console.log(\`\${controller.cron} at \${new Date(controller.scheduledTime).toISOString()}\`);
  },
`}} satisfies ExportedHandler<Env>;
`;
}
