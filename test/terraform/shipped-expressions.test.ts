import * as fs from 'fs';
import * as path from 'path';
import { parseExpression } from '../../src/terraform/hcl/expression-parser';
import { GoRegex } from '../../src/terraform/hcl/go-regex';
import { parseBody, ParsedBody } from '../../src/terraform/hcl/parser';
import { childrenOf, Syntax } from '../../src/terraform/hcl/syntax';
import { ModuleConfiguration } from '../../src/terraform/interface/module-configuration';
import { checkModule } from '../../src/terraform/interface/module-rules';
import { checkReferences } from '../../src/terraform/interface/undeclared-references';

const ROOT = path.join(__dirname, '../../src/terraform');
const SHIPPED = ['modules/azure', 'modules/tencent', 'bootstrap'].flatMap((dir) => fs.readdirSync(path.join(ROOT, dir)).map((name) => `${dir}/${name}`));

test.each(SHIPPED)('nothing in %s is refused, and every expression and pattern in it is understood', (dir) => {
  const configuration = ModuleConfiguration.read(path.join(ROOT, dir));
  checkModule(configuration);
  checkReferences(configuration);
  const texts = fs.readdirSync(path.join(ROOT, dir)).filter((name) => name.endsWith('.tf')).map((name) => fs.readFileSync(path.join(ROOT, dir, name), 'utf-8'));
  for (const syntax of texts.flatMap((text) => expressionsIn(parseBody(text)))) visit(syntax);
});

function visit(syntax: Syntax): void {
  if (syntax.kind === 'call' && syntax.name === 'regex' && syntax.args[0].kind === 'literal') GoRegex.of(String(syntax.args[0].value));
  childrenOf(syntax).forEach(visit);
}

function expressionsIn({ attributes, blocks }: ParsedBody): Syntax[] {
  return [...[...attributes.values()].map(({ expression }) => parseExpression(expression)), ...blocks.flatMap(({ body }) => expressionsIn(body))];
}
