#!/usr/bin/env node
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { backticks, blockLines, cell, code, htmlLine } from './ci/inert.mjs';

const USAGE = `Writes Markdown about the reports of plan-report.sh. It is never longer than GitHub accepts: what does not fit is left out at
the end of a line, and the text says so.

Usage: node plan-summary.mjs comment <directory> <link> <commit>   all plans of a pull request
       node plan-summary.mjs summary <report.json>                 one plan, for the summary of a job
       node plan-summary.mjs issue <report.json>                   one plan, for an issue; its first line differs when the plan does

The directory holds any number of *.report.json, and affected.json, which is what affected.mjs printed. WAITING may hold a JSON list of
environments: what has no report there waits for a reviewer; elsewhere its job failed.
`;

const characters = (text) => [...text].length;

/** The longest text that GitHub accepts at each place, and what it counts there. */
const LIMITS = {
  comment: { most: 65_536, size: characters },
  issue: { most: 65_536, size: characters },
  summary: { most: 1024 * 1024, size: (text) => Buffer.byteLength(text) },
};

/** More names than this are counted, not shown. */
const MOST_NAMES = 20;

/** A longer message of a policy is cut. */
const LONGEST_MESSAGE = 500;

/** Room that is kept for the sentence that says what was left out. */
const LAST_WORDS = 400;

const TERRAFORM_ROOT = join(relative(process.cwd(), dirname(fileURLToPath(import.meta.url))), 'terraform-root.sh');

/** A text with a limit. */
class Page {
  constructor({ most, size }) {
    this.most = most;
    this.size = size;
    this.room = most;
    this.text = '';
  }

  /** Adds a text whole, if that leaves so much room. */
  add(text, reserve = 0) {
    const size = this.size(text);
    if (size + reserve > this.room) return false;
    this.text += text;
    this.room -= size;
    return true;
  }
}

/** The first lines that fit, each with its end. */
function firstLines(lines, room, size) {
  const fitting = [];
  for (const line of lines) {
    room -= size(line) + 1;
    if (room < 0) break;
    fitting.push(line);
  }
  return fitting;
}

function count(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function nameList(names, show) {
  const more = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).map(show).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** GitHub colours a line of a diff by its first character. */
function coloured(line) {
  return line.replace(/^( +)(-\/\+|\+\/-|[-+~])(?= )/, (_, indent, sign) => sign.replace('~', '!') + indent);
}

/** The lines of a plan, without those that explain its symbols. */
function planLines(text) {
  const start = /^Terraform will perform the following actions:\n+/m.exec(text);
  return blockLines((start === null ? text : text.slice(start.index + start[0].length)).trim()).map(coloured);
}

/** What a plan had to do without: outputs that no state has yet. */
function mockNote({ mocked = {}, unknown = [] }) {
  const mocks = Object.entries(mocked).map(([rootModule, outputs]) => `${nameList(outputs, code)} of ${code(rootModule)}`);
  const parts = [
    ...(mocks.length > 0 ? [`**Mock values** stand for ${mocks.join(', and for ')}.`] : []),
    ...(unknown.length > 0 ? [`**Nothing is known** of the outputs of ${nameList(unknown, code)}.`] : []),
  ];
  return parts.length > 0 ? `${parts.join(' ')} No state has them yet: the deployment applies that first, and plans this again with the true values.\n\n` : '';
}

/** The services that hold what becomes another value. */
function readersNote({ readers = [] }) {
  return readers.length > 0 ? `**Outputs change** that services read: ${nameList(readers, code)}. Their pods have the new values once they are deployed, after this is applied.\n\n` : '';
}

/** The plan below its destroyed resources; `frame` puts it where it belongs. */
function addPlan(page, report, frame, reserve) {
  const lines = planLines(report.text);
  const fence = backticks(report.text, 3);
  const destroyed = report.destroyed.length > 0 ? `**Destroys** ${nameList(report.destroyed, code)}.\n\n` : '';
  const { forgotten = [] } = report;
  const forgets = forgotten.length > 0 ? `**Forgets** ${nameList(forgotten, code)}: Terraform leaves it running, and knows it no longer.\n\n` : '';
  const around = (body, note) => frame(`${mockNote(report)}${readersNote(report)}${destroyed}${forgets}${fence}diff\n${body}\n${fence}\n${note}`);
  if (page.add(around(lines.join('\n'), ''), reserve)) return true;

  const where = report.url === '' ? 'the job' : `the [job](${report.url})`;
  const note = (left) => `\nThe last ${count(left, 'line')} did not fit here: the log and the summary of ${where} have them.\n`;
  const room = page.room - reserve - page.size(around('', note(lines.length)));
  const fitting = firstLines(lines, room, page.size);
  return fitting.length > 0 && page.add(around(fitting.join('\n'), note(lines.length - fitting.length)), reserve);
}

const numbers = ({ add, change, destroy }) => `+${add} ~${change} -${destroy}`;

/** What people have to look at comes first. */
const SEVERITY = ['denied', 'destroys', 'failed', 'changed', 'deferred', 'waiting', 'awaiting', 'unchanged'];

const severity = (report) => SEVERITY.indexOf(isDenied(report) ? 'denied' : report.destroy > 0 ? 'destroys' : report.status);

const isMocked = ({ mocked = {}, unknown = [] }) => Object.keys(mocked).length > 0 || unknown.length > 0;

const isDenied = ({ violations = [] }) => violations.some((violation) => violation.severity === 'deny');

function outcome(report) {
  return `${result(report)}${isMocked(report) ? ', planned with mock values' : ''}`;
}

function result(report) {
  if (isDenied(report)) return `:no_entry: **denied** by policy${report.destroy > 0 ? ', **destroys**' : ''}`;
  switch (report.status) {
    case 'failed': return '**failed**';
    case 'awaiting': return 'not planned yet: it reads what another root module has only after it is applied';
    case 'deferred': return 'planned when it is deployed: a plan of it reads credentials';
    case 'waiting': return 'waits for a reviewer to let it be planned';
    case 'unchanged': return 'no changes';
    default: return report.destroy > 0 ? ':warning: **destroys**' : 'changes';
  }
}

function row(report) {
  const { dir, url, status, add, change, destroy } = report;
  const linked = url === '' ? outcome(report) : `[${outcome(report)}](${url})`;
  const cells = status === 'changed' ? [add, change, destroy > 0 ? `**${destroy}**` : destroy] : ['', '', ''];
  return `| ${[cell(dir), ...cells, linked].join(' | ')} |\n`;
}

function headline(reports) {
  const of = (status) => reports.filter((report) => report.status === status).length;
  const parts = [
    [of('changed'), 'would change'],
    [reports.filter(({ destroy }) => destroy > 0).length, 'would **destroy** resources'],
    [reports.filter(isDenied).length, 'would be **denied** by policies'],
    [of('failed'), 'could **not** be planned'],
    [of('deferred'), 'validated only, to be planned when deployed'],
    [of('waiting'), 'to be let in by a reviewer'],
    [reports.filter(isMocked).length, 'planned with **mock values**'],
    [of('awaiting'), 'cannot be planned yet'],
  ].filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  if (reports.length === 0) return 'No root module is affected.';
  return `${count(reports.length, 'root module')} affected: ${parts.length > 0 ? parts.join(', ') : 'no changes'}.`;
}

function oneLine(message) {
  const letters = [...message.replace(/\s+/g, ' ').trim()];
  return letters.length > LONGEST_MESSAGE ? `${letters.slice(0, LONGEST_MESSAGE).join('')}…` : letters.join('') || '?';
}

/** What policies found, each in a line. Their words may come from names that anybody chose, so they are shown as they are. */
function addViolations(page, reports, heading, reserve) {
  const lines = reports.flatMap(({ dir, violations = [] }) => violations.map((violation) => ({ dir, ...violation })))
    .sort((a, b) => Number(b.severity === 'deny') - Number(a.severity === 'deny'))
    .map(({ dir, policy, severity: how, message }) => {
      const where = reports.length > 1 ? `${code(dir)}, ` : '';
      return `- ${how === 'deny' ? ':no_entry:' : ':warning:'} ${where}policy ${code(policy)}: ${code(oneLine(message))}\n`;
    });
  if (lines.length === 0 || !page.add(heading, reserve)) return;
  const shown = lines.filter((line, index) => index < MOST_NAMES && page.add(line, reserve)).length;
  if (shown < lines.length) page.add(`- and ${lines.length - shown} more\n`);
}

/** A deployment to a protected environment waits for that, so the first who sees it says what to do. */
function addUnlocked(page, reports) {
  const unlocked = reports.filter((report) => report.unlocked !== undefined);
  if (unlocked.length === 0) return;
  const [{ dir: first, unlocked: why }] = unlocked;
  page.add(`\n:warning: **Unlocked providers**: ${nameList(unlocked, ({ dir }) => code(dir))}. ${code(oneLine(`${first}: ${why}`))}. `
    + 'In a protected environment such a root module is not applied.\n', LAST_WORDS);
}

/** What became of the states that a folder used and does not use any more. Only one that is retired is anybody's to destroy. */
function addGone(page, { removed, renamed = [] }) {
  const arrows = (isMoved) => nameList(renamed.filter((each) => each.isMoved === isMoved), ({ dir, from }) => `${code(from)} is ${code(dir)} now`);
  const dirs = (isMeant) => removed.filter(({ state }) => isMeant(state));
  const [stay, move] = [arrows(false), arrows(true)];
  if (stay) page.add(`\n**Renamed**: ${stay}, with the same state. Nothing has to be done.\n`, LAST_WORDS);
  if (move) page.add(`\n**Renamed**: ${move}, and the state moves with it. The copy at the former address describes the same resources: leave it alone.\n`, LAST_WORDS);
  const others = dirs((state) => state !== 'retired');
  if (others.length > 0) {
    page.add(`\n**Gone**: ${nameList(others, ({ dir }) => code(dir))}. The states stay, and so does what they describe. Whether another root module goes on with them `
      + 'is not known here, so nothing of it may be destroyed without looking.\n', LAST_WORDS);
  }
  addRetired(page, dirs((state) => state === 'retired'));
}

/** Services that the deployment of the pull request removes from clusters, or only lists. */
function addGoneServices(page, { overlays = [], cloudBaseRuns = [] }) {
  const [ofClusters, ofCloudBase] = [overlays, cloudBaseRuns].map((places) => places.filter(({ gone = [] }) => gone.length > 0)
    .map(({ dir, gone }) => `${nameList(gone, code)} in ${code(dir)}`).join('; '));
  if (ofClusters !== '') {
    page.add(`\n**Services that are gone**: ${ofClusters}. The deployment removes what it has brought of them from the cluster, once all others run; `
      + 'in a protected environment only if its declaration says `prunes: true`. Claims stay.\n', LAST_WORDS);
  }
  if (ofCloudBase !== '') {
    page.add(`\n**Services that are gone from CloudBase Run**: ${ofCloudBase}. No deployment removes them: they go on running, and cost, until somebody deletes them in the console of CloudBase.\n`, LAST_WORDS);
  }
}

/** Those that read outputs of others are destroyed before them. */
function addRetired(page, retired) {
  if (retired.length === 0) return;
  const names = nameList(retired, ({ dir }) => code(dir));
  const commands = [...retired].reverse().slice(0, MOST_NAMES).map(({ dir }) => `bash ${TERRAFORM_ROOT} apply ${dir} -- -destroy`);
  const more = retired.length > MOST_NAMES ? ['# and so on, in this order: what others read goes last'] : [];
  page.add(`\n**Retired**: ${names}. ${retired.length === 1 ? 'Its state stays' : 'Their states stay'}, and what is described there goes on running. Leave it, and nothing has to be done; `
    + 'or destroy it before this is merged. Each command shows its plan and asks; where an environment is protected, it asks for `--confirm`, too.\n\n'
    + `\`\`\`sh\n${[`git switch --detach ${retired[0].commit}`, ...commands, ...more, 'git switch -'].join('\n')}\n\`\`\`\n`, LAST_WORDS);
}

function comment(directory, url, commit) {
  const affected = JSON.parse(readFileSync(join(directory, 'affected.json'), 'utf-8'));
  const known = new Map(readdirSync(directory).filter((file) => file.endsWith('.report.json'))
    .map((file) => JSON.parse(readFileSync(join(directory, file), 'utf-8'))).map((report) => [report.dir, report]));
  const waiting = JSON.parse(process.env.WAITING || '[]');
  // A job that was stopped, or could not log in, leaves no report.
  const without = ({ environment, plannedAtDeployment }) => (plannedAtDeployment ? 'deferred' : waiting.includes(environment) ? 'waiting' : 'failed');
  const reports = affected.rootModules.map((root) => known.get(root.dir) ?? { dir: root.dir, url: '', status: without(root) })
    .sort((a, b) => severity(a) - severity(b));

  const page = new Page(LIMITS.comment);
  page.add(`<!-- terraform-plan -->\n### Terraform plan\n\n${headline(reports)} Planned for ${commit} by [this run](${url}).\n`);
  addUnlocked(page, reports);
  addGone(page, affected);
  addGoneServices(page, affected);
  addViolations(page, reports, '\n**Policies**\n\n', page.most / 2);
  if (reports.length > 0) page.add('\n| Root module | Add | Change | Destroy | |\n| --- | ---: | ---: | ---: | --- |\n');
  // Half of the page belongs to the plans.
  const rows = reports.filter((report) => page.add(row(report), page.most / 2)).length;
  if (rows < reports.length) page.add(`\n${count(reports.length - rows, 'more root module')} did not fit here: see [this run](${url}).\n`);
  if (rows > 0) page.add('\nEach is planned again at its turn of the deployment.\n', LAST_WORDS);

  const plans = reports.filter(({ status }) => status === 'changed');
  const shown = plans.filter((report) => addPlan(page, report, (body) => details(report, body), LAST_WORDS)).length;
  if (shown < plans.length) page.add(`\n${count(plans.length - shown, 'plan')} did not fit here: the summary of [this run](${url}) has them.\n`);
  return page.text;
}

function details(report, body) {
  const mark = report.destroy > 0 ? ':warning: ' : '';
  return `\n<details><summary>${mark}<code>${htmlLine(report.dir)}</code> ${numbers(report)}</summary>\n\n${body}\n</details>\n`;
}

/** Tells one drift from another. Sensitive values are not in the text, so nobody can guess them from it. */
function digest({ text = '' }) {
  return `<!-- drift ${createHash('sha256').update(text).digest('hex')} -->\n`;
}

function single(limit, file, marker) {
  const report = JSON.parse(readFileSync(file, 'utf-8'));
  const page = new Page(limit);
  const isPlanned = report.status === 'changed';
  page.add(`${marker(report)}### ${code(report.dir)}\n\n${outcome(report)}${isPlanned ? `: ${numbers(report)}` : ''}\n`);
  addViolations(page, [report], '\n', LAST_WORDS);
  if (isPlanned) addPlan(page, report, (body) => `\n${body}`, 0);
  else if (isMocked(report)) page.add(`\n${mockNote(report).trimEnd()}\n`);
  return page.text;
}

function main([place, ...operands]) {
  if (place === '-h' || place === '--help') return USAGE;
  if (place === 'comment' && operands.length === 3) return comment(...operands);
  if (place === 'summary' && operands.length === 1) return single(LIMITS.summary, operands[0], () => '');
  if (place === 'issue' && operands.length === 1) return single(LIMITS.issue, operands[0], digest);
  process.stderr.write(USAGE);
  process.exitCode = 2;
  return '';
}

process.stdout.write(main(process.argv.slice(2)));
