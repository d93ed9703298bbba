import * as fs from 'fs';
import * as path from 'path';
import { parse } from '@cdktn/hcl2json';
import * as fc from 'fast-check';
import { HALF_OF_A_PAIR, hostileText } from './hostile-values';
import { refused } from './refusal';
import { Backend, FeiyueProject, Hcl, HclBlock, Module, RootModule, tencent } from '../../src';
import { renderHcl } from '../../src/terraform/hcl/writer';
import { emptyProject } from '../default-estate';
import { describeWithTool, runTool } from '../real-tool';
import { read, write } from '../synth/test-project';
import { asTemplate } from '../terraform/hcl/random-document';

const MODULE = 'terraform/modules/queue';
const BACKEND = { bucket: 'states-1250000000', region: 'ap-guangzhou' };

/** A root module in which everything that takes free text holds some, and one that reads its state. */
function estateOf(text: readonly string[]): FeiyueProject {
  const project = emptyProject();
  project.addEnvironment('dev');
  write(project.outdir, `${MODULE}/main.tf`, renderHcl([
    new HclBlock('variable', ['anything'], { description: text[0] }),
    new HclBlock('variable', ['texts'], { type: Hcl.raw('map(string)'), default: { given: text[1] } }),
    new HclBlock('output', ['id'], { description: text[2], value: 1 }),
  ]));
  const queue = project.addRootModule('queue', {
    backend: Backend.cos({
      ...BACKEND,
      profile: text[3],
      sharedCredentialsDir: text[4],
      camRoleName: text[5],
      assumeRole: { roleArn: text[6], sessionName: text[7], policy: text[8] },
    }),
  });
  const jobs = new Module(queue, 'jobs', {
    source: MODULE,
    inputs: {
      anything: [text[9], { [text[10]]: text[11] }, Hcl.template('%s%s', text[12], Hcl.reference('var.given')), Hcl.heredoc(text[13]), Hcl.call('upper', text[14])],
      texts: { [text[15]]: text[16] },
    },
  });
  queue.addVariable('given', { description: text[17], defaultValue: text[18] });
  queue.addOutput('made', { description: text[19], value: { [text[20]]: text[21] } });
  queue.addProvider('random', { source: 'hashicorp/random', version: '~> 3.7', configuration: { setting: text[23], other: text[22] } });
  queue.addBlock(new HclBlock('locals').comment(text[24]).attribute('text', text[25]).comment(text[26]).attribute('texts', { [text[27]]: [text[28]] }));
  project.addRootModule('reader').addBlock(new HclBlock('locals', [], { id: jobs.output('id') }));
  new tencent.CosStorage(project.addRootModule('storage'), 'files', { tags: { [text[29]]: text[30] } });
  return project;
}

const TEXTS = 31;
const texts = fc.array(hostileText, { minLength: TEXTS, maxLength: TEXTS });

async function parsed(project: FeiyueProject, file: string): Promise<any> {
  return parse(file, read(project.outdir, file));
}

test('a real HCL parser reads every text as it was given', async () => {
  await fc.assert(fc.asyncProperty(texts, async (text) => {
    const project = estateOf(text);
    project.synth();
    const t = text.map(asTemplate);

    const backend = await parsed(project, 'terraform/dev/queue/backend.hcl');
    expect(backend).toMatchObject({ profile: t[3], shared_credentials_dir: t[4], cam_role_name: t[5] });
    expect(backend.assume_role).toMatchObject([{ role_arn: t[6], session_name: t[7], policy: t[8] }]);

    const main = await parsed(project, 'terraform/dev/queue/main.tf');
    expect(Object.keys(main).sort()).toEqual(['locals', 'module']);
    const { source, ...inputs } = main.module.jobs[0];
    expect(source).toBe('../../modules/queue');
    const heredoc = text[13] === '' || text[13].endsWith('\n') ? t[13] : asTemplate(`${text[13]}\n`);
    expect(inputs.anything.slice(0, 4)).toEqual([t[9], { [t[10]]: t[11] }, `${t[12]}\${var.given}`, heredoc]);
    expect(inputs.texts).toEqual({ [t[15]]: t[16] });
    expect(main.locals).toEqual([{ text: t[25], texts: { [t[27]]: [t[28]] } }]);

    const { variable } = await parsed(project, 'terraform/dev/queue/variables.tf');
    expect(variable).toEqual({ given: [{ description: t[17], type: '${string}', default: t[18] }] });
    const { output } = await parsed(project, 'terraform/dev/queue/outputs.tf');
    expect(output.jobs_id).toMatchObject([{ description: t[2] }]);
    expect(output.made).toEqual([{ description: t[19], value: { [t[20]]: t[21] } }]);
    const settings = await parsed(project, 'terraform/dev/queue/terraform.tf');
    expect(settings.provider.random).toEqual([{ setting: t[23], other: t[22] }]);

    const reader = await parsed(project, 'terraform/dev/reader/main.tf');
    const { config } = reader.data.terraform_remote_state.queue[0];
    expect(config).toMatchObject({ profile: t[3], shared_credentials_dir: t[4], cam_role_name: t[5] });
    expect(config.assume_role[0]).toMatchObject({ role_arn: t[6], session_name: t[7], policy: t[8] });

    const storage = await parsed(project, 'terraform/dev/storage/main.tf');
    expect(storage.module.files[0].tags).toEqual({ ...storage.locals[0].tags, [t[29]]: t[30] });
    fs.rmSync(project.outdir, { recursive: true });
  }), { numRuns: 8 });
});

describeWithTool('terraform', () => {
  test('fmt has nothing to change', () => {
    for (const text of fc.sample(texts, { numRuns: 3 })) {
      const project = estateOf(text);
      project.synth();
      expect(runTool('terraform', ['fmt', '-check', '-diff', '-no-color', '-recursive', path.join(project.outdir, 'terraform')])).toMatchObject({ status: 0, stdout: '' });
    }
  });
});

/** Declarations whose text is not text, by what a report about each has to name. */
const HALVES: Readonly<Record<string, (root: RootModule, half: string) => unknown>> = {
  'module "jobs"': (root, half) => new Module(root, 'jobs', { source: MODULE, inputs: { anything: [{ key: half }], texts: {} } }),
  'output "o"': (root, half) => root.addOutput('o', { description: 'x', value: { [half]: 1 } }),
  'output "described"': (root, half) => root.addOutput('described', { description: half, value: 1 }),
  'variable "v"': (root, half) => root.addVariable('v', { description: 'x', defaultValue: half }),
  'variable "described"': (root, half) => root.addVariable('described', { description: half }),
  'provider "random"': (root, half) => root.addProvider('random', { source: 'hashicorp/random', version: '~> 3.7', configuration: { a: half } }),
  'a block of root module "queue"': (root, half) => root.addBlock(new HclBlock('locals', [], { a: half })),
};

test.each(Object.entries(HALVES))('half of a surrogate pair is refused, naming %s', (subject, add) => {
  const project = emptyProject();
  project.addEnvironment('dev');
  write(project.outdir, `${MODULE}/main.tf`, 'variable "anything" {}\n\nvariable "texts" {}\n');
  const problems = refused(project.outdir, () => {
    add(project.addRootModule('queue'), HALF_OF_A_PAIR);
    return project;
  });
  expect(problems).toEqual([expect.stringContaining('half of a surrogate pair')]);
  expect(problems[0]).toContain(subject);
});

test('half of a surrogate pair in a backend is refused, naming the file and the argument', () => {
  const project = emptyProject({ backend: Backend.cos({ ...BACKEND, profile: HALF_OF_A_PAIR }) });
  const problems = refused(project.outdir, () => {
    project.addEnvironment('dev');
    project.addRootModule('queue');
    return project;
  });
  expect(problems).toEqual([expect.stringMatching(/"terraform\/dev\/queue\/backend\.hcl": argument "profile": .*half of a surrogate pair/)]);
});

test('block types, labels and argument names that are none are refused on the spot', () => {
  for (const name of ['', 'a b', 'a"', 'a\n', '${a}', 'half\ud83c']) {
    expect(() => new HclBlock(name)).toThrow(`block type ${JSON.stringify(name)} is not a Terraform identifier`);
    expect(() => new HclBlock('locals').attribute(name, 1)).toThrow(`argument ${JSON.stringify(name)} is not a Terraform identifier`);
  }
  for (const label of ['a"', 'a\n', '${a}', '%{a}', 'a\\', 'a\u2028', 'half\ud83c']) {
    expect(() => new HclBlock('resource', ['a', label])).toThrow(`block label ${JSON.stringify(label)} may only hold`);
  }
});
