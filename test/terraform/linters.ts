import * as fs from 'node:fs';
import * as path from 'node:path';
import { runTool } from '../real-tool';
import { temporaryDirectory } from '../synth/test-project';

/** The linters that read the Terraform of whole estates. */
export type LinterName = 'tflint' | 'trivy';

/** What a linter finds wrong at a place. */
export interface Finding {
  readonly linter: LinterName;
  /** Id of its rule. */
  readonly rule: string;
  /** Relative to the estate. */
  readonly file: string;
  readonly message: string;
}

/** Lets a linter read all Terraform of a folder. */
export const LINTERS: Readonly<Record<LinterName, (dir: string) => Finding[]>> = { tflint, trivy };

interface TflintIssue {
  readonly rule: { readonly name: string };
  readonly message: string;
  readonly range: { readonly filename: string };
}

interface TflintReport {
  readonly issues: readonly TflintIssue[];
  readonly errors: ReadonlyArray<{ readonly message: string }>;
}

function tflint(dir: string): Finding[] {
  const arguments_ = ['--recursive', '--force', '--format=json', `--config=${path.join(__dirname, 'tflint.hcl')}`];
  // It would ask the network for a newer one.
  const { status, stdout, stderr } = runTool('tflint', arguments_, { cwd: dir, env: { TFLINT_DISABLE_VERSION_CHECK: '1' } });
  if (status !== 0) throw new Error(`tflint: ${stdout}${stderr}`);
  const { issues, errors } = JSON.parse(stdout) as TflintReport;
  if (errors.length > 0) throw new Error(`tflint: ${errors.map(({ message }) => message).join('; ')}`);
  return issues.map(({ rule, message, range }) => ({ linter: 'tflint', rule: rule.name, file: range.filename, message }));
}

interface TrivyReport {
  readonly Results?: ReadonlyArray<{
    readonly Target: string;
    readonly Misconfigurations?: ReadonlyArray<{ readonly ID: string; readonly Message: string }>;
  }>;
}

function trivy(dir: string): Finding[] {
  const report = path.join(temporaryDirectory(), 'report.json');
  const offline = ['--skip-check-update', '--skip-version-check', '--disable-telemetry', `--cache-dir=${path.dirname(report)}`];
  // It reads no terraform.tfvars by itself. Those of several bootstraps are told the same where it matters.
  const values = fs.readdirSync(dir, { recursive: true, encoding: 'utf-8' }).filter((file) => path.basename(file) === 'terraform.tfvars').sort();
  // Manifests are for tools that read what kustomize makes of them.
  const arguments_ = ['config', ...offline, '--misconfig-scanners=terraform,dockerfile', ...values.map((file) => `--tf-vars=${file}`), '--format=json', `--output=${report}`, '.'];
  const { status, stdout, stderr } = runTool('trivy', arguments_, { cwd: dir });
  if (status !== 0) throw new Error(`trivy: ${stdout}${stderr}`);
  const { Results: results = [] } = JSON.parse(fs.readFileSync(report, 'utf-8')) as TrivyReport;
  return results.flatMap(({ Target: file, Misconfigurations: found = [] }) => found
    .map(({ ID: rule, Message: message }): Finding => ({ linter: 'trivy', rule, file, message })));
}
