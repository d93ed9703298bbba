import { unknownFlags } from '../../src/projenrc/new-flags';

test.each([
  ['new --from feiyue-projen --app-id 1312345678 --region=ap-shanghai --zones ap-shanghai-5 --repository acme/mono --name mono'],
  ['new -f feiyue-projen --appId 1312345678 --registry r --dev-deps lodash --terraform-version 1.9.0 --outdir x'],
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
  ['--kubernetes-flavour x', /"--kubernetes-flavour"; options are: [^?]*\.$/],
])('`projen new %s` is told the right name', (flags, message) => {
  const problems = unknownFlags(['new', '--from', 'feiyue-projen', ...flags.split(' ')]);
  expect(problems).toEqual([expect.stringMatching(message)]);
});
