/**
 * The configuration of Dependabot: it offers the newest release of what writes the repository, once it is a week old.
 *
 * Only `package.json` and `package-lock.json` change: for a package without a version in `.projenrc.ts` these hold its
 * version, and projen keeps it. The versions of actions, of Terraform and of its providers come with that release, so
 * there is no entry for them: Dependabot would edit generated files, and the next run would take it back. Dockerfiles are
 * not generated, and pin their base images by digests that only a robot keeps current.
 *
 * Source: https://docs.github.com/code-security/reference/supply-chain-security/dependabot-options-reference
 */
export function dependabot(packages: readonly string[], dockerfileDirs: readonly string[] = []): object {
  return {
    version: 2,
    updates: [
      {
        'package-ecosystem': 'npm',
        'directory': '/',
        'schedule': { interval: 'weekly' },
        'cooldown': { 'default-days': 7 },
        'allow': packages.map((name) => ({ 'dependency-name': name })),
        'groups': { 'feiyue-projen': { patterns: ['*'] } },
      },
      ...(dockerfileDirs.length === 0 ? [] : [{
        'package-ecosystem': 'docker',
        'directories': dockerfileDirs.map((dir) => `/${dir}`),
        'schedule': { interval: 'weekly' },
        'cooldown': { 'default-days': 7 },
      }]),
    ],
  };
}
