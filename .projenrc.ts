import { cdk, javascript } from 'projen';
import { LibraryClasses } from './projenrc/library-classes';
import { LibraryTable } from './projenrc/library-table';
import { CLOUD_NAMES } from './src/clouds/cloud-name';

/** What Microsoft checks Azure Pipelines with, in its editors as in our tests. */
const AZURE_PIPELINES_SYNTAX = ['azure-pipelines-language-service@0.9.2', 'vscode-languageserver-textdocument@^1.0.12'];

const project = new cdk.JsiiProject({
  name: 'feiyue-projen',
  description: 'A projen project type that writes a whole ops monorepo (Terraform, Kustomize, CI/CD) from one typed estate',
  author: 'The feiyue-projen founders',
  authorAddress: 'feiyue-projen@users.noreply.github.com',
  repositoryUrl: 'https://github.com/feiyue/feiyue-projen.git',
  keywords: ['projen', 'terraform', 'kustomize', 'kubernetes', 'github-actions', 'tencent-cloud', 'monorepo', 'platform-engineering'],
  license: 'Apache-2.0',
  copyrightOwner: 'The feiyue-projen founders',
  defaultReleaseBranch: 'main',
  jsiiVersion: '~6.0.16',
  typescriptVersion: '~6.0.3',
  minNodeVersion: '20.16.0',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  tsconfigDevFile: 'tsconfig.dev.json',
  docgenFilePath: 'docs/api.md',

  // The two contracts of jsii: what `projen new --from` walks. Everything else is bundled.
  // Every projen 0.x, because `projen new` installs the newest one beside us.
  peerDeps: ['projen@>=0.103.25 <1', 'constructs@^10.5.0'],
  bundledDeps: ['yaml@^2.9.1', '@iarna/toml@^3.0.0', 'fastest-levenshtein@^1.0.16', 'diff@^9.0.0'],
  devDeps: ['tsx@^4.23.0', 'esbuild@~0.28.2', 'fast-check@^4.10.2', '@cdktn/hcl2json@^0.24.0', 'verdaccio@~6.8.0', '@types/node@^20', ...AZURE_PIPELINES_SYNTAX],

  // Published by a workflow of our own, with npm's default registry (docs/contributing.md).
  github: false,
  release: false,
  sampleCode: false,
  bin: { 'feiyue-projen': 'lib/run/cli.js' },
  pullRequestTemplate: false,
  depsUpgrade: false,
  jestOptions: {
    jestVersion: '^30',
    // The default rewrites snapshots, so that they can never fail.
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    // Two cores are two workers: most tests wait for a real tool.
    jestConfig: {
      // Guards against hanging alone: how long a test takes is up to the machine.
      testTimeout: 600_000,
      collectCoverage: false,
      maxWorkers: '100%',
      globalSetup: '<rootDir>/test/jest-setup.js',
      setupFiles: ['<rootDir>/test/fixed-seed.js'],
      globalTeardown: '<rootDir>/test/jest-teardown.js',
    },
  },
});

for (const cloud of CLOUD_NAMES) new LibraryClasses(project, cloud);
new LibraryTable(project);

// The package ships Terraform, Rego, scripts and more as they lie in src/, beside the compiled code that reads them.
project.compileTask.exec('node projenrc/copy-assets.js');
project.compileTask.exec('node projenrc/bundle-programs.js');

project.addTask('try', {
  description: 'Build the package and create an estate with it: npm run try -- ../feiyue-mono',
  exec: 'tsx projenrc/try.ts',
  receiveArgs: true,
});

project.addTask('test:providers', {
  description: 'terraform validate of every module and root module, with real provider plugins built from their Go modules',
  exec: 'tsx test/providers/main.ts',
  receiveArgs: true,
});
const bench = project.addTask('bench', { description: 'Measure whole runs of npx projen against their gates, and the synthesis beside plain fs and plain projen' });
// What is measured is the compiled package; what compiling says must not mix with `--json`.
bench.exec('projen compile 1>&2');
bench.exec('node -r tsx/cjs test/bench/bench.ts', { receiveArgs: true });

/** Jest on other files than the unit tests. Another option has to follow: Jest would take a pattern of the user's, as in `-- deploy`, for one more glob. */
function jestOf(...files: string[]): string {
  return `jest --testMatch ${files.map((pattern) => `'<rootDir>/${pattern}'`).join(' ')}`;
}

const HOSTILE = ['test/hostile/*.hostile.ts'];
const ENDURANCE = ['test/endurance/*.endurance.ts', 'test/**/*.property.test.ts'];
const DELIVERY = ['test/**/*.delivery.ts'];
const MORE_SAMPLES = { FEIYUE_SAMPLES: '5' };
const E2E = ['test/e2e/*.e2e.ts'];
/** Much of it waits for a cluster, a registry or a process that is killed: two more than there are processors on the smallest machine. */
const WAITING = '--ci --maxWorkers=4 --testTimeout=900000';

project.addTask('test:hostile', {
  description: 'Hostile names and values through every renderer, read back by real parsers and tools',
  exec: `${jestOf(...HOSTILE)} --ci`,
  receiveArgs: true,
});

project.addTask('test:endurance', {
  description: 'Runs that are killed, race or lose their disk, long random walks, and properties of more samples; FEIYUE_KILLS and FEIYUE_WALKS make them longer',
  env: MORE_SAMPLES,
  exec: `${jestOf(...ENDURANCE)} ${WAITING}`,
  receiveArgs: true,
});

project.addTask('test:delivery', {
  description: 'What starts many processes: the generated workflows, run from their own YAML against stand-ins for GitHub and the cloud, and their scripts',
  exec: `${jestOf(...DELIVERY)} ${WAITING}`,
  receiveArgs: true,
});

const e2e = project.addTask('test:e2e', { description: 'What a user does, with the built package, a real registry and a real git' });
const slow = project.addTask('test:slow', {
  description: 'All that npm test leaves out, in one run of Jest: no processor waits for the last suite of each kind',
  env: MORE_SAMPLES,
});
/** What the package is made of has changed since it was compiled, or never was. */
const isStale = '[ ! -e lib/index.js ] || find src projenrc package.json tsconfig.json -newer lib/index.js | grep -q .';
for (const task of [e2e, slow]) {
  task.spawn(project.preCompileTask, { condition: isStale });
  task.spawn(project.compileTask, { condition: isStale });
}
e2e.exec(`${jestOf(...E2E)} --ci --maxWorkers=2 --testTimeout=900000`, { receiveArgs: true });
slow.exec(`${jestOf(...E2E, ...HOSTILE, ...ENDURANCE, ...DELIVERY)} ${WAITING}`, { receiveArgs: true });

// `npm test` is what somebody waits for after each change: its suites run together, and lint has a step of its own in a build and in CI.
project.testTask.reset(`${jestOf('test/together/*.together.ts')} --ci`, { receiveArgs: true });
if (project.eslint) project.postCompileTask.spawn(project.eslint.eslintTask);

project.jest?.addReporter(new javascript.JestReporter('<rootDir>/test/skipped-tools-reporter.js'));
project.npmignore?.exclude('/.ci/');

// eslint reads the one tsconfig that knows sources, tests and projen code alike.
project.tsconfigDev.addInclude('.projenrc.ts');
// What was compiled, or is being compiled meanwhile, is no source.
project.tsconfigDev.addExclude('lib');
// A map of each source in each compiled file would be three quarters of what every run reads.
const tsconfig = project.tryFindObjectFile('tsconfig.json');
tsconfig?.addOverride('compilerOptions.inlineSourceMap', false);
tsconfig?.addOverride('compilerOptions.inlineSources', false);
// What an estate begins with is copied as it is, names and all, and checked against our own sources.
tsconfig?.addOverride('exclude', ['node_modules', 'src/new/estates', 'src/cloudflare/starter']);
project.tryFindObjectFile('tsconfig.dev.json')?.addOverride('compilerOptions.paths', { 'feiyue-projen': ['./src'] });

const eslintrc = project.tryFindObjectFile('.eslintrc.json');
eslintrc?.addDeletionOverride('parserOptions.projectService');
eslintrc?.addOverride('parserOptions.project', './tsconfig.dev.json');
eslintrc?.addOverride('settings.import/resolver.typescript.project', './tsconfig.dev.json');

// Where nobody can say what a release was built from, npm publishes none.
project.package.addField('publishConfig', { access: 'public', provenance: true });

// Releases that not every registry mirror carries: Verdaccio asks for node-fetch by a dist-tag, and the newest unrs-resolver
// (of eslint-plugin-import) names platform packages that were never published.
project.package.addField('overrides', { 'node-fetch': '2.7.0', 'unrs-resolver': '1.12.2' });

project.synth();
