import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from './command';
import { PublishedPackage, versionOf } from './published-package';
import { Repository } from './repository';
import { tree } from '../synth/test-project';

/** What a user does with the published package: `projen new`, edit and `projen`, `projen upgrade`, `projen eject`; and `projen new` where something is in its way. */

/** A new major version, whose convention is another one. */
const NEXT = '1.0.0';

let directory: string;
let published: PublishedPackage;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'feiyue-journey-'));
  published = await PublishedPackage.publish(directory);
  await published.publishAs(NEXT, changeConvention('ops/scripts', 'ops/tools'));
});

afterAll(async () => {
  await published?.registry.stop();
  rmSync(directory, { recursive: true, force: true });
});

const newRepository = (name: string) => new Repository(join(directory, name), published.registry);
const installedVersion = (repository: Repository) => versionOf(repository.path('node_modules/feiyue-projen'));

describe('the registry', () => {
  test('is the only one that npm uses', () => {
    expect(newRepository('registry').run('npm', 'config', 'get', 'registry').printed.trim()).toBe(published.registry.url);
  });

  test('never asks upstream for the package under test', () => {
    expect(newRepository('registry').run('npm', 'view', 'feiyue-projen', 'versions', '--json').printed.trim()).toBe(JSON.stringify([published.version, NEXT], null, 2));
  });
});

describe('one estate', () => {
  const OWN_FILES: Record<string, string> = {
    'README.md': '# Ours now\r\nno newline at the end',
    'docs/runbook.md': '# When the pager rings\n',
    'terraform/dev/database/custom.tf': 'locals {\n  owner = "us"\n}\n',
    'k8s/base/web/notes.md': 'The folder of a service that goes away.\n',
  };

  let repository: Repository;
  beforeAll(() => {
    repository = newRepository('feiyue-mono');
  });

  function expectUntouched(estate: string): void {
    expect(repository.read('.projenrc.ts')).toBe(estate);
    for (const [path, contents] of Object.entries(OWN_FILES)) expect({ path, contents: repository.read(path) }).toEqual({ path, contents });
  }

  test('projen new, of a version that is named, leaves one .projenrc.ts that writes the estate out', () => {
    const { status, printed } = repository.projenNew(`feiyue-projen@${published.version}`, ['--app-id', '1312345678', '--region', 'ap-shanghai', '--repository', 'acme/feiyue-mono']);

    expect({ status, printed }).toEqual({ status: 0, printed: expect.any(String) });
    expect(readdirSync(repository.directory).filter((name) => name.startsWith('.projenrc'))).toEqual(['.projenrc.ts']);
    expect(printed.match(/\d+ root modules/g)).toEqual(['8 root modules']);
    const estate = repository.read('.projenrc.ts');
    for (const text of ['1312345678', 'ap-shanghai', 'acme/feiyue-mono', 'addEnvironment', 'addRootModule', 'addService', 'addGateway', "'web'"]) {
      expect(estate).toContain(text);
    }
    expect(installedVersion(repository)).toBe(published.version);
    expect(estate).not.toMatch(new RegExp(`(?<![\\d.])${published.version}(?![\\d.])`));
  });

  test('projen new leaves the whole monorepo, committed', () => {
    const files = repository.git('ls-files').split('\n');

    expect(files).toEqual(expect.arrayContaining([
      '.gitattributes',
      '.github/workflows/deploy-dev.yml',
      '.github/workflows/deploy-prod.yml',
      '.github/workflows/terraform-plan.yml',
      '.gitignore',
      '.projenrc.ts',
      'README.md',
      'k8s/base/api/deployment.yaml',
      'k8s/base/api/kustomization.yaml',
      'k8s/overlays/dev/kustomization.yaml',
      'k8s/overlays/prod/web/kustomization.yaml',
      'package.json',
      'terraform/bootstrap/tencent-cos/main.tf',
      'terraform/dev/database/backend.hcl',
      'terraform/dev/database/main.tf',
      'terraform/modules/postgresql/variables.tf',
      'terraform/prod/network/terraform.tf',
    ]));
    expect(repository.changes()).toBe('');
  });

  test('projen without an edit changes nothing', () => {
    expect(repository.run('npx', 'projen').status).toBe(0);

    expect(repository.changes()).toBe('');
  });

  test('an edited estate adds and removes files, and leaves the user\'s own alone', () => {
    repository.fill(OWN_FILES);
    repository.commit();
    repository.write('.projenrc.ts', repository.read('.projenrc.ts').replaceAll("'web'", "'lobby'"));
    const estate = repository.read('.projenrc.ts');

    repository.projen();

    for (const path of ['base/lobby/deployment.yaml', 'overlays/dev/lobby/kustomization.yaml', 'overlays/prod/lobby/kustomization.yaml']) {
      expect(repository.filesOf('k8s')).toContain(path);
    }
    expect(repository.filesOf('k8s').filter((path) => path.includes('/web/'))).toEqual(['base/web/notes.md']);
    expect(repository.read('k8s/overlays/dev/kustomization.yaml')).toContain('lobby');
    expect(repository.read('k8s/overlays/dev/kustomization.yaml')).not.toContain('web');
    expectUntouched(estate);
    repository.commit();
  });

  test('preview and check tell what a run would do and write nothing, and their own program keeps the status', () => {
    const estate = repository.read('.projenrc.ts');
    repository.write('.projenrc.ts', estate.replace('max: 12', 'max: 14'));

    const preview = repository.run('npx', 'feiyue-projen', 'preview');
    const check = repository.run('npx', 'feiyue-projen', 'check');
    const changed = repository.changes();
    repository.write('.projenrc.ts', estate);

    expect(preview).toEqual({ status: 2, printed: expect.stringMatching(/change {3}1 [^]*^-.*maxReplicas: 12\n\+.*maxReplicas: 14$/m) });
    expect(check.status).toBe(1);
    expect(changed).toBe('M .projenrc.ts');
  });

  test('why names the line of .projenrc.ts that a generated line comes from', () => {
    const lineOf = (path: string, text: string) => repository.read(path).split('\n').findIndex((line) => line.includes(text)) + 1;
    const overlay = 'k8s/overlays/prod/api/kustomization.yaml';

    const printed = repository.projen('why', `${overlay}:${lineOf(overlay, 'maxReplicas')}`);

    expect(printed).toContain(`.projenrc.ts:${lineOf('.projenrc.ts', 'max: 12')}`);
  });

  test.each([
    ['a mistake in the estate', 'override(prod, { replicas: { min: 3, max: 12 } })', "override('pord', { replicas: { min: 3, max: 12 } })",
      /1 problem, nothing was written\n\n\s+\.projenrc\.ts:\d+ {2}service "api" names environment "pord"; environments are: dev, prod\. Did you mean "prod"\?/],
    ['a type error', "cidrBlock: '10.0.0.0/16'", 'cidrBlok: 5', /\.projenrc\.ts\(\d+,\d+\): error TS\d+: .*cidrBlok/],
  ])('%s ends the run with an error and leaves the tree as it was', (_, right, wrong, message) => {
    const estate = repository.read('.projenrc.ts');
    repository.write('.projenrc.ts', estate.replace(right, wrong));

    const { status, printed } = repository.run('npx', 'projen');
    const changed = repository.changes();
    repository.write('.projenrc.ts', estate);

    expect([status, printed]).toEqual([1, expect.stringMatching(message)]);
    expect(printed).not.toMatch(/\n\s+at .*feiyue-projen/);
    expect(changed).toBe('M .projenrc.ts');
  });

  test('a generated file that was edited by hand is generated again, and git can put the edit back', () => {
    const path = 'terraform/prod/network/main.tf';
    const generated = repository.read(path);
    const edited = generated.replace('10.1.0.0/16', '10.9.0.0/16');
    expect(edited).not.toBe(generated);
    rmSync(repository.path(path));
    repository.write(path, edited);

    const printed = repository.projen();

    expect(printed).toMatch(/terraform\/prod\/network\/main\.tf was edited by hand\.[^]*say it in \.projenrc\.ts:\d+ .*cidr_block/);
    expect(repository.read(path)).toBe(generated);
    repository.git('apply', `.projen/edits/${path}.patch`);
    expect(repository.read(path)).toBe(edited);
    rmSync(repository.path(path));
    repository.git('checkout', '--', path);
    expect(repository.changes()).toBe('');
  });

  test('a file that is in the way is named with the command that hands it over', () => {
    const estate = repository.read('.projenrc.ts');
    repository.write('.projenrc.ts', estate.replace('project.synth();', "project.addService('mail', { port: 8080 });\nproject.synth();"));
    repository.write('k8s/base/mail/service.yaml', 'mine: true\n');

    expect(repository.run('npx', 'projen')).toEqual({ status: 1, printed: expect.stringContaining('npx projen adopt k8s/base/mail/service.yaml') });
    repository.projen('adopt', 'k8s/base/mail/service.yaml');

    expect(repository.read('k8s/base/mail/service.yaml')).toContain('kind: Service');
    expect(repository.read('.projen/edits/k8s/base/mail/service.yaml.patch')).toContain('+mine: true');
    repository.write('.projenrc.ts', estate);
  });

  test('projen upgrade installs the new major version, rolls its conventions in the same run, and leaves nothing to do', () => {
    const estate = repository.read('.projenrc.ts');
    const scripts = repository.filesOf('ops/scripts');
    expect(scripts).not.toEqual([]);

    repository.projen('upgrade');

    expect(installedVersion(repository)).toBe(NEXT);
    expect(repository.filesOf('ops/tools')).toEqual(scripts);
    expect(repository.filesOf('ops/scripts')).toEqual([]);
    expect(repository.filesOf('k8s').filter((path) => path.includes('/mail/'))).toEqual([]);
    expectUntouched(estate);
    repository.commit();
    expect(repository.run('npx', 'feiyue-projen', 'check').status).toBe(0);
  });

  test('projen eject leaves plain files that nothing manages any more', () => {
    repository.projen('eject');

    expect(repository.read('terraform/dev/database/main.tf')).not.toContain('Generated by');
    expect(repository.read('k8s/base/api/deployment.yaml')).toMatch(/^apiVersion: /);
    expect(repository.has('.projenrc.ts')).toBe(false);
    expect(repository.read('.gitattributes')).not.toContain('linguist-generated');
    expect(repository.read('package.json')).not.toContain('feiyue-projen');
    expect(repository.filesOf('.github/workflows')).toEqual(['deploy-dev.yml', 'deploy-prod.yml', 'drift.yml', 'terraform-plan.yml']);
    expect(repository.filesOf('ops/tools')).toContain('affected.mjs');
  });
});

/** All of the estate, or nothing. */
describe('projen new', () => {
  /** What a repository may hold before anybody thinks of an estate. */
  const OWN = {
    'README.md': '# Ours\n',
    'LICENSE': 'ours\n',
    'docs/notes.md': 'notes\n',
    'tsconfig.json': '{ "compilerOptions": { "strict": true } }\n',
    'src/index.ts': 'export const a = 1;\n',
    '.github/workflows/ours.yml': 'on: push\njobs: {}\n',
  };
  /** Where the estate wants to write. */
  const IN_THE_WAY = {
    '.gitignore': '/dist\n',
    '.gitattributes': '* text\n',
    'k8s/base/api/deployment.yaml': 'kind: Deployment\n',
    '.github/workflows/sync.yml': 'on: push\n',
  };
  const PACKAGE_JSON = '{\n    "name": "ours",\n    "scripts": {"build": "make"},\n    "dependencies": { "left-pad": "1.3.0" }\n}\n';

  /** A repository of git with these files, which are committed. */
  function committed(name: string, files: Readonly<Record<string, string>>): Repository {
    const repository = newRepository(name);
    repository.git('init', '--quiet', '--initial-branch', 'main');
    repository.fill(files);
    repository.git('add', '.');
    repository.git('commit', '--quiet', '--message', 'ours');
    return repository;
  }

  test('beside files of the user\'s, in a job or a dev container, where CI is set and there is no lock file, it makes the whole estate of the newest version, and leaves them as they are', () => {
    const repository = committed('beside', OWN);

    const { status, printed } = repository.projenNew('feiyue-projen', [], { CI: 'true' });

    expect(printed).not.toMatch(/\n\s+at /);
    expect({ status, printed }).toEqual({ status: 0, printed: expect.stringMatching(/8 root modules/) });
    for (const file of ['.projenrc.ts', 'package-lock.json', 'node_modules/tsx/package.json', 'terraform/prod/network/main.tf']) expect([file, repository.has(file)]).toEqual([file, true]);
    for (const [file, content] of Object.entries(OWN)) expect([file, repository.read(file)]).toEqual([file, content]);
    expect(installedVersion(repository)).toBe(NEXT);
    expect(repository.git('log', '--format=%s').split('\n')).toEqual(['chore: project created with projen', 'ours']);
    expect(repository.changes()).toBe('');
    expect(repository.runWith({ CI: 'true' }, 'npx', 'projen')).toEqual({ status: 0, printed: expect.stringContaining('nothing changed') });
    expect(repository.changes()).toBe('');
  });

  test('in the Picasso convention it leaves an estate that the next run finds as it is', () => {
    const repository = newRepository('picasso-ops');

    const { status, printed } = repository.projenNew('feiyue-projen', ['--convention', 'picasso', '--repository', 'contoso/ops/picasso-ops']);

    expect({ status, printed }).toEqual({ status: 0, printed: expect.stringMatching(/55 root modules/) });
    expect(repository.has('.pipelines/apply-pme-prod.yml')).toBe(true);
    expect(repository.changes()).toBe('');
    expect(repository.run('npx', 'projen')).toEqual({ status: 0, printed: expect.stringContaining('nothing changed') });
    expect(repository.changes()).toBe('');
  });

  test('in the way of files of the user\'s it names all of them, and the folder is as it was', () => {
    const repository = committed('in-the-way', { ...OWN, ...IN_THE_WAY, 'package.json': PACKAGE_JSON });
    repository.fill({ 'not-committed': 'mine\n', 'pnpm-lock.yaml': 'mine\n' });
    const before = tree(repository.directory);

    const { status, printed } = repository.projenNew('feiyue-projen');

    expect(status).toBe(1);
    expect(printed).toMatch(/5 problems, nothing was written/);
    for (const file of [...Object.keys(IN_THE_WAY), 'package.json']) expect(printed).toContain(`"${file}" exists and is not a generated file.`);
    expect(printed).toContain('project.gitignore.exclude');
    expect(printed).not.toMatch(/\n\s+at /);
    expect(tree(repository.directory)).toEqual(before);
  });

  test('with mistakes on its command line it says each of them once, and leaves an empty folder', () => {
    const repository = newRepository('My Estate');

    const { status, printed } = repository.projenNew('feiyue-projen', ['--region', 'nowhere', '--repository', 'mono', '--regon', 'ap-shanghai']);

    expect([status, printed.match(/nothing was written/g), printed.match(/\d+ problems/g)]).toEqual([1, ['nothing was written'], ['4 problems']]);
    expect(printed).toMatch(/region "nowhere" is not known; regions are: .*ap-guangzhou/);
    expect(printed).toMatch(/repository "mono" is not of the form owner\/name/);
    expect(printed).toMatch(/projen new has no option "--regon"; .*Did you mean "--region"\?/);
    expect(printed).toMatch(/"My Estate" is not a DNS-1123 label: .*; for instance: --name my-estate/);
    expect(printed).not.toMatch(/\n\s+at /);
    expect(tree(repository.directory)).toEqual({});
  });

  test('in a project of projen\'s that was copied with its packages it makes nothing, keeps them, and says what projen has changed in a package.json that git does not know', () => {
    const repository = newRepository('copied');
    const entryScripts = { '.projenrc.ts': '', '.projenrc.js': '', '.projenrc.json': '' };
    repository.fill({ ...entryScripts, 'package.json': PACKAGE_JSON });
    command('cp', ['-R', join(directory, 'beside/node_modules'), '.'], { cwd: repository.directory });

    const { status, printed } = repository.projenNew('feiyue-projen');

    expect(status).toBe(1);
    for (const file of Object.keys(entryScripts)) expect(printed).toContain(`"${file}" exists, so this folder is a projen project already`);
    expect(printed).toContain('projen itself has named projen and feiyue-projen in the devDependencies of package.json');
    const { devDependencies, ...rest } = JSON.parse(repository.read('package.json'));
    expect(rest).toEqual(JSON.parse(PACKAGE_JSON));
    expect(Object.keys(devDependencies)).toEqual(['feiyue-projen']);
    expect(repository.has('node_modules/projen/package.json')).toBe(true);
    expect(readdirSync(repository.directory).sort()).toEqual([...Object.keys(entryScripts), 'node_modules', 'package.json'].sort());
    for (const file of Object.keys(entryScripts)) expect([file, repository.read(file)]).toEqual([file, '']);
  });

  test('when packages cannot be installed it leaves the whole estate, and the command that goes on', () => {
    const repository = newRepository('offline');
    // npm fails as soon as the estate stands there, as it does when the network is gone by then.
    const bin = join(directory, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'npm'), `#!/bin/sh\n[ -e .projenrc.ts ] && echo 'the network is gone' >&2 && exit 1\nexec '${repository.which('npm')}' "$@"\n`, { mode: 0o755 });

    const { status, printed } = repository.projenNew('feiyue-projen', [], { PATH: repository.pathWith(bin) });

    expect([status, printed]).toEqual([1, expect.stringMatching(/the network is gone[^]*the files are written, but installing the packages failed: [^]*`npx projen install`/)]);
    expect(printed).not.toMatch(/\n\s+at /);
    expect(repository.run('npx', 'projen', 'install').status).toBe(0);
    expect(repository.run('npx', 'projen')).toEqual({ status: 0, printed: expect.stringMatching(/8 root modules/) });
  });
});

/** Renames a folder of the convention in the package to publish. */
function changeConvention(from: string, to: string): (packageDirectory: string) => void {
  return (packageDirectory) => {
    const path = join(packageDirectory, 'lib', 'index.js');
    const code = readFileSync(path, 'utf8');
    const changed = code.replace(`Dir: "${from}"`, `Dir: "${to}"`);
    if (changed === code) throw new Error(`${path} does not mention '${from}'`);
    writeFileSync(path, changed);
  };
}
