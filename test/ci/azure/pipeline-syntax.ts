import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Diagnostic {
  readonly range: { readonly start: { readonly line: number } };
  readonly message: string;
}

/** The part of Microsoft's packages that is used here: their own types need the DOM. */
interface LanguageService {
  configure(settings: object): void;
  doValidation(document: unknown, parsed: unknown): Promise<Diagnostic[]>;
}

/* eslint-disable @typescript-eslint/no-require-imports */
const { getLanguageService, parse } = require('azure-pipelines-language-service') as {
  getLanguageService(schemas: () => Promise<object>, contributions: unknown[], schemaUri: () => Promise<string>, workspace: object): LanguageService;
  parse(text: string, tags: unknown[]): unknown;
};
const { TextDocument } = require('vscode-languageserver-textdocument') as {
  TextDocument: { create(uri: string, languageId: string, version: number, text: string): unknown };
};
/* eslint-enable @typescript-eslint/no-require-imports */

const SCHEMA_URI = 'file:///service-schema.json';

/**
 * What Microsoft's language service for Azure Pipelines says against a file, each with its line: keys, tasks and inputs that
 * there are none of, inputs that are missing, values that are not allowed.
 *
 * The schema is `service-schema.json` of microsoft/azure-pipelines-vscode (MIT), as of sprint 261.
 */
export async function syntaxProblems(texts: Readonly<Record<string, string>>): Promise<string[]> {
  const schema = JSON.parse(readFileSync(join(__dirname, 'azure-pipelines-schema.json'), 'utf-8')) as object;
  const service = getLanguageService(async () => schema, [], async () => SCHEMA_URI, { resolveRelativePath: (path: string) => path });
  service.configure({ validate: true, schemas: [{ uri: SCHEMA_URI, schema, fileMatch: ['*'] }] });
  // It tells the console what it does.
  const log = jest.spyOn(console, 'log').mockImplementation(() => {});
  try {
    const found: string[] = [];
    for (const [file, text] of Object.entries(texts)) {
      const problems = await service.doValidation(TextDocument.create(`file:///${file}`, 'azure-pipelines', 1, text), parse(text, []));
      found.push(...problems.map(({ range, message }) => `${file}:${range.start.line + 1}: ${message}`));
    }
    return found;
  } finally {
    log.mockRestore();
  }
}
