// Credentials in the eyes of the JSON schemas that 1EdTech publishes, by ajv, without a network.
//
//   node schema.mjs FOLDER SCHEMAS    every *.json in FOLDER by the schema that its credentialSchema names, among the files under SCHEMAS; credentials within them too
//
// Each must keep its schema, and not once a member that the schema asks for is taken away.
// Prints a line per failure and a closing "N verified, N failed". Exit: 0 all well, 1 a failure or nothing to verify, 2 wrong usage.

import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import Ajv2019 from 'ajv/dist/2019.js';
import {list, readJson} from './contexts.mjs';

const TYPE = '1EdTechJsonSchemaValidator2019';
const ajv = new Ajv2019({strict: false, allErrors: true, validateFormats: false});
const validators = new Map();

function load(folder) {
  for (const entry of readdirSync(folder, {withFileTypes: true})) {
    const file = join(folder, entry.name);
    if (entry.isDirectory()) {
      load(file);
    } else if (/^(ob|clr)_.*credential_schema\.json$/.test(entry.name)) {
      const {$id, $schema, ...schema} = readJson(file);
      validators.set($id, ajv.compile(schema));
    }
  }
}

function problemOf(credential) {
  const schemas = list(credential.credentialSchema).filter(one => one.type === TYPE);
  if (schemas.length === 0) {
    return 'it names no schema';
  }
  for (const {id} of schemas) {
    const validate = validators.get(id);
    if (validate === undefined) {
      return `its schema is not at hand: ${id}`;
    }
    if (!validate(credential)) {
      return ajv.errorsText(validate.errors.slice(0, 3));
    }
    const {validFrom, ...without} = credential;
    if (validate(without)) {
      return 'its schema takes it without validFrom too';
    }
  }
  return undefined;
}

const [folder, schemas] = process.argv.slice(2);
if (schemas === undefined || !existsSync(schemas)) {
  console.error('usage: node schema.mjs FOLDER SCHEMAS');
  process.exit(2);
}
load(schemas);
let verified = 0;
let failed = 0;
for (const name of readdirSync(folder).filter(one => one.endsWith('.json')).sort()) {
  const credential = readJson(join(folder, name));
  const embedded = list(credential.credentialSubject.verifiableCredential);
  const problem = [credential, ...embedded].map(problemOf).find(one => one !== undefined);
  if (problem === undefined) {
    verified++;
  } else {
    failed++;
    console.log(`${name}: ${problem}`);
  }
}
console.log(`${verified} verified, ${failed} failed`);
process.exit(failed > 0 || verified === 0 ? 1 : 0);
