// Checks configurations of workers against the schema of the wrangler in the node_modules at the first argument. Reads them as a JSON list
// from standard input, and prints, as JSON, what is wrong with each.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(process.argv[2], 'wrangler', 'package.json'));
const Ajv = require('ajv');
const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(join(process.argv[2], 'wrangler', 'config-schema.json'), 'utf8')));

const configurations = JSON.parse(readFileSync(0, 'utf8'));
console.log(JSON.stringify(configurations.map((configuration) => (validate(configuration) ? [] : validate.errors.map(({ instancePath, message }) => `${instancePath} ${message}`)))));
