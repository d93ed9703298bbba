import { Module, tencent } from '../../../src';
import { callOutputNames } from '../../../src/terraform/declare/root-module-outputs';
import { DefaultEstate, emptyProject } from '../../default-estate';
import { write } from '../../synth/test-project';

test('a call that is declared after the names were asked for still counts', () => {
  const { network } = new DefaultEstate();
  expect([...callOutputNames(network).values()]).toContain('vpc_id');
  new tencent.CosStorage(network, 'logs');
  expect([...callOutputNames(network).keys()]).toContain('logs.bucket');
});

test('an output does not say the id of its call twice, unless two would be one', () => {
  const project = emptyProject();
  const outputs = ['id', 'jobs_id', 'url'].map((name) => `output "${name}" {\n  value = 1\n}\n`).join('\n');
  write(project.outdir, 'terraform/modules/queue/main.tf', outputs);
  const root = project.addRootModule('queues');
  new Module(root, 'jobs', { source: 'terraform/modules/queue' });
  new Module(root, 'mail', { source: 'terraform/modules/queue' });
  expect(Object.fromEntries(callOutputNames(root))).toEqual({
    'jobs.id': 'jobs_id',
    'jobs.jobs_id': 'jobs_jobs_id',
    'jobs.url': 'jobs_url',
    'mail.id': 'mail_id',
    'mail.jobs_id': 'mail_jobs_id',
    'mail.url': 'mail_url',
  });
});
