import { execFileSync, execSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

/** The projen of this package, started without a shell so that it runs alike on every system. */
const PROJEN = path.resolve('node_modules/projen/bin/projen');

/** What is worth a look, in whatever convention. */
const SIGHTS: ReadonlyArray<readonly [place: string, what: string]> = [
  ['.projenrc.ts', 'the whole estate: edit it, then run `npx projen` there'],
  ['ops/estate.md', 'what is where, and the first steps'],
  ['utils/estate.md', 'what is where, and the first steps'],
  ['terraform/dev/database/main.tf', 'a root module, and ../network whose outputs it uses'],
  ['infra/pme-prod/prod-cosmosdb-account/main.tf', 'a root module, and ../prod-shared whose outputs it uses'],
  ['infra/pme-prod-cn/prod-shared/main.tf', 'the same in China'],
  ['k8s/overlays/prod/', 'what prod has that the bases have not'],
  ['clusterfleet/overlays/prod/', 'what prod has that the bases have not'],
  ['.github/workflows/deploy-dev.yml', 'what a push to main does'],
  ['.pipelines/picasso/deploy.yml', 'what a push to a service of the product does'],
];

/** `npm run try -- <folder> [flag of projen new…]`: builds this package and creates an estate with it, as a user would. */
function main([folder, ...flags]: string[]): void {
  if (folder === undefined || folder.startsWith('-')) throw new Error('usage: npm run try -- <folder> [flag of projen new…]');
  const target = path.resolve(folder);
  if (fs.existsSync(target) && fs.readdirSync(target).length > 0) throw new Error(`${folder} is not empty: name a folder that does not exist yet`);

  step('Building the package');
  run(process.execPath, [PROJEN, 'compile'], process.cwd());
  fs.mkdirSync('dist', { recursive: true });
  const pack = 'npm pack --silent --ignore-scripts --pack-destination dist';
  const packed = execSync(pack, { encoding: 'utf-8' }).trim().split('\n').pop()!;

  step(`Creating the estate in ${folder}: npx projen new --from feiyue-projen`);
  fs.mkdirSync(target, { recursive: true });
  const tarball = path.relative(target, path.resolve('dist', packed)).split(path.sep).join('/');
  run(process.execPath, [PROJEN, 'new', '--from', `feiyue-projen@file:${tarball}`, ...flags], target);

  const there = SIGHTS.filter(([place]) => fs.existsSync(path.join(target, place)));
  const width = Math.max(...there.map(([place]) => place.length));
  console.log(`
The estate stands in ${folder}. Look at:
${there.map(([place, what]) => `  ${folder}/${place.padEnd(width)}   ${what}`).join('\n')}

Then change a line of .projenrc.ts, and:
  cd ${folder} && npx projen`);
}

function step(title: string): void {
  console.log(`\n==> ${title}`);
}

function run(command: string, args: readonly string[], cwd: string): void {
  execFileSync(command, args, { cwd, stdio: 'inherit' });
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(`try: ${(error as Error).message}`);
  process.exitCode = 1;
}
