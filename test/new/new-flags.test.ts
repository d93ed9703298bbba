import { Convention } from '../../src';
import type { NewEstateOptions } from '../../src/estate/feiyue-project-options';
import { problemsOfNew, unknownFlags } from '../../src/new/new-flags';

test.each([
  ['new --from feiyue-projen --app-id 1312345678 --region=ap-shanghai --zones ap-shanghai-5 --repository acme/mono --name mono'],
  ['new -f feiyue-projen --appId 1312345678 --registry r --dev-deps lodash --outdir x'],
  ['new --no-git --no-post --no-synth --no-comments --comments --projen-version 0.100.0 --debug'],
  ['--debug new feiyue --from feiyue-projen -- --anything'],
  ['synth --regon x'],
])('`projen %s` has no unknown flag', (line) => {
  expect(unknownFlags(line.split(' '))).toEqual([]);
});

test.each([
  ['--regon x', /^projen new has no option "--regon"; options are: --name, .*--region, .*--no-git.*\. Did you mean "--region"\?$/],
  ['--appid=1', /"--appid".* Did you mean "--app-id"\?$/],
  ['--repo acme/mono', /"--repo".* Did you mean "--repository"\?$/],
  ['--no-gitt', /"--no-gitt".* Did you mean "--no-git"\?$/],
  ['--terraformVersion 1.12.0', /^projen new has no option "--terraformVersion": say terraformVersion in \.projenrc\.ts, once it is there$/],
  ['--no-auto-merge-images', /"--no-auto-merge-images": say autoMergeImages in/],
  ['--kubernetes-flavour x', /"--kubernetes-flavour"; options are: [^?]*\.$/],
])('`projen new %s` is told the right name', (flags, message) => {
  const problems = unknownFlags(['new', '--from', 'feiyue-projen', ...flags.split(' ')]);
  expect(problems).toEqual([expect.stringMatching(message)]);
});

/** What `projen new` hands to the project type: a choice that there is not is left out of the options. */
function told(args: Record<string, unknown>, options: Partial<NewEstateOptions> = {}): NewEstateOptions {
  return { name: 'shop', ...options, ...{ __new__: { args } } };
}

test('a convention that there is not is told the right name, instead of being passed over', () => {
  expect(problemsOfNew([], told({ convention: 'picaso' }))).toEqual(['projen new has no convention "picaso"; there are: feiyue, picasso. Did you mean "picasso"?']);
  expect(problemsOfNew([], told({ ciSystem: 'jenkins' }))).toEqual(['projen new has no ciSystem "jenkins"; there are: github-actions, azure-pipelines.']);
  expect(problemsOfNew([], told({ convention: 'picasso' }, { convention: Convention.PICASSO }))).toEqual([]);
});

test.each([
  [Convention.PICASSO, { appId: '1250000000' }, '--app-id with --convention picasso'],
  [Convention.FEIYUE, { subscriptionId: 'x' }, '--subscription-id with --convention feiyue'],
])('a flag of another cloud than that of convention %s is refused', (convention, options, what) => {
  expect(problemsOfNew([], told({}, { convention, ...options }))).toEqual([`projen new has no use for ${what}, which is on another cloud: leave it out`]);
});
