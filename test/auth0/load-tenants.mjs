// Loads tenants as a deployment does, with the auth0-deploy-cli at the first argument, and checks what it loaded against its schema.
// Prints, as JSON, for each further argument what was loaded or what is wrong.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [cli, ...dirs] = process.argv.slice(2);
const require = createRequire(cli);
const Ajv = require('ajv');
const DirectoryContext = require('./context/directory').default;
const schema = require('./tools/auth0/schema').default;
require('./logger').default.silent = true;

const ajv = new Ajv({ useDefaults: true, nullable: true });
const validators = new Map();

/** Compiles the schema of one kind of asset when there is one of it: that of all kinds takes half a minute. */
function validatorOf(kind) {
  if (!validators.has(kind)) validators.set(kind, ajv.compile(schema.properties[kind]));
  return validators.get(kind);
}

async function load(dir) {
  try {
    const config = JSON.parse(readFileSync(join(dir, 'config.json'), 'utf8'));
    // As the command does: the environment goes before the file.
    const keywords = { ...config.AUTH0_KEYWORD_REPLACE_MAPPINGS, ...process.env };
    const context = new DirectoryContext({ ...config, AUTH0_INPUT_FILE: dir, AUTH0_KEYWORD_REPLACE_MAPPINGS: keywords }, {});
    await context.loadAssetsFromLocal();
    const assets = Object.fromEntries(Object.entries(context.assets).filter(([kind, asset]) => asset !== null && !['exclude', 'include'].includes(kind)));
    const broken = Object.keys(assets).find((kind) => !validatorOf(kind)(assets[kind]));
    return broken === undefined ? { assets } : { problem: `${broken}: ${JSON.stringify(validatorOf(broken).errors)}` };
  } catch (error) {
    return { problem: error.message };
  }
}

const results = [];
for (const dir of dirs) results.push(await load(dir));
console.log(JSON.stringify(results));
