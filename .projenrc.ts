import { cdk, javascript } from 'projen';
import { LibraryClasses } from './projenrc/library-classes';

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
  bundledDeps: ['yaml@^2.9.1', '@iarna/toml@^3.0.0', 'fastest-levenshtein@^1.0.16'],
  devDeps: ['tsx@^4.23.0', 'fast-check@^4.10.2', '@cdktn/hcl2json@^0.24.0', 'verdaccio@^6.10.4', '@types/node@^20'],

  // Published by a workflow of our own, with npm's default registry (docs/contributing.md).
  github: false,
  release: false,
  sampleCode: false,
  bin: { 'feiyue-projen': 'lib/cli.js' },
  pullRequestTemplate: false,
  depsUpgrade: false,
  jestOptions: {
    jestVersion: '^30',
    jestConfig: { testTimeout: 60_000, collectCoverage: false },
  },
});

new LibraryClasses(project, 'tencent');

// The package ships the Terraform of its library and of the bootstrap beside the compiled code that reads it.
project.compileTask.exec('node projenrc/copy-terraform.js');

project.addTask('try', {
  description: 'Build the package and create an estate with it: npm run try -- ../feiyue-mono',
  exec: 'tsx projenrc/try.ts',
  receiveArgs: true,
});

// eslint reads the one tsconfig that knows sources, tests and projen code alike.
project.tsconfigDev.addInclude('.projenrc.ts');
const eslintrc = project.tryFindObjectFile('.eslintrc.json');
eslintrc?.addDeletionOverride('parserOptions.projectService');
eslintrc?.addOverride('parserOptions.project', './tsconfig.dev.json');

// Verdaccio asks for node-fetch by a dist-tag that not every registry mirror carries.
project.package.addField('overrides', { 'node-fetch': '2.7.0' });

project.synth();
