import type { CloudflareWorkerOptions } from './worker-options';
import { fillIn } from '../text/fill-in';
import { shippedText } from '../text/shipped-text';

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

/** What the worker is checked and deployed with, one exact version each. */
const DEV_DEPENDENCIES = { '@cloudflare/workers-types': '5.20261117.1', 'typescript': '6.0.3', 'wrangler': '4.164.0' };

/** `tsconfig.json` of a worker, as it begins. */
export function workerTsconfig(): string {
  return shippedText(__dirname, 'starter/tsconfig.json');
}

/** `src/env.d.ts`: what the code gets as `env`. */
export function workerEnv({ vars = {}, secrets = [] }: CloudflareWorkerOptions): string {
  const names = [...Object.keys(vars), ...secrets];
  if (names.length === 0) return 'type Env = Readonly<Record<string, never>>;\n';
  return ['interface Env {', ...names.map((name) => `  readonly ${name}: string;`), '}', ''].join('\n');
}

/** `misc/dev.vars.example`: the secrets to give to the worker on one's own machine. */
export function devVarsExample({ secrets = [] }: CloudflareWorkerOptions): string {
  return [
    '# Secrets for `npm run dev`. Copy this file to .dev.vars beside wrangler.toml, which git ignores, and fill it in.',
    ...(secrets.length > 0 ? secrets.map((name) => `${name}=`) : ['# The worker needs none.']),
    '',
  ].join('\n');
}

/** `src/index.ts` of a worker, as it begins. */
export function workerSource({ crons = [] }: CloudflareWorkerOptions): string {
  const source = shippedText(__dirname, 'starter/src/index.ts');
  return crons.length > 0 ? source : fillIn(source, { [SCHEDULED]: '' });
}

/** What a worker without a cron lacks. */
const SCHEDULED = `
  async scheduled(controller): Promise<void> {
    console.log(\`\${controller.cron} at \${new Date(controller.scheduledTime).toISOString()}\`);
  },
`;
