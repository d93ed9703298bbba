import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { compareWithParser } from './oracle';
import { documents } from './random-document';
import { renderHcl } from '../../../src/terraform/hcl/writer';
import { describeWithTool, runTool } from '../../real-tool';

/** The first of those that `npm run test:endurance` tries, which asks for five times as many. */
const numRuns = 400 * Number(process.env.FEIYUE_SAMPLES ?? 1);

const samples = fc.sample(documents, { numRuns }).map(({ items, expected }) => ({ text: renderHcl(items), expected }));

test('a real HCL parser reads back what was written', async () => {
  for (let start = 0; start < samples.length; start += 50) {
    expect(await compareWithParser(samples.slice(start, start + 50))).toEqual([]);
  }
});

test('the parser does not agree with other values', async () => {
  const [sample] = samples.filter(({ expected }) => expected.attributes.size > 0);
  const [name] = sample.expected.attributes.keys();
  const wrong = { ...sample.expected, attributes: new Map(sample.expected.attributes).set(name, 'another value') };
  expect(await compareWithParser([{ ...sample, expected: wrong }])).toEqual([expect.stringContaining('another value')]);
});

test('text ends in one newline and has no blank line at its start and none doubled', () => {
  for (const { text } of samples) {
    if (text !== '') expect(text).toMatch(/[^\n]\n$/);
    if (!text.includes('<<EOT')) expect(text).not.toMatch(/^\n|\n\n\n|[ \t\r]\n/);
  }
});

describeWithTool('terraform', () => {
  test('fmt changes nothing in what was written', () => {
    const folder = mkdtempSync(join(tmpdir(), 'feiyue-hcl-'));
    try {
      samples.forEach(({ text }, index) => writeFileSync(join(folder, `${index}.tf`), text));
      expect(runTool('terraform', ['fmt', '-check', '-diff', '-no-color', folder])).toMatchObject({ status: 0, stdout: '' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
