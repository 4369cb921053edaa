// Credentials in the eyes of the Digital Credentials Consortium's verifier, without a network: its registries and status lists cannot be asked, the rest must be well.
//
//   node verifier-core.mjs FOLDER     every *.json in FOLDER, issued under a did:key
//
// Prints a line per failure and a closing "N verified, N failed". Exit: 0 all well, 1 a failure or nothing to verify, 2 wrong usage.

import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {LEARNER_RECORD, learnerRecordContext} from './contexts.mjs';
import {verifyCredential} from '@digitalcredentials/verifier-core';

// It brings all contexts but one; whatever else it would fetch is not there, and the notices it prints about that are not ours.
globalThis.fetch = async request => {
  const url = request.url ?? String(request);
  if (url !== LEARNER_RECORD) {
    throw new Error(`no network: ${url}`);
  }
  return new Response(JSON.stringify(learnerRecordContext()), {headers: {'content-type': 'application/ld+json'}});
};
console.error = () => {};
const say = console.log;
console.log = () => {};

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('usage: node verifier-core.mjs FOLDER\n');
  process.exit(2);
}

async function problemsOf(credential) {
  const answer = await verifyCredential({credential, knownDIDRegistries: []});
  const log = answer.log ?? [];
  const said = id => log.find(one => one.id === id);
  const problems = (answer.errors ?? []).map(error => `${error.name}: ${error.message}`);
  for (const id of ['valid_signature', 'expiration']) {
    if (said(id)?.valid !== true) {
      problems.push(`${id}: ${said(id)?.error?.message ?? 'not valid'}`);
    }
  }
  return problems;
}

let verified = 0;
let failed = 0;
for (const name of readdirSync(folder).filter(one => one.endsWith('.json')).sort()) {
  const credential = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const problems = await problemsOf(credential);
  // what is changed must be refused, or the answers above mean nothing
  const changed = await problemsOf({...credential, name: `${credential.name} with distinction`});
  if (problems.length === 0 && changed.length > 0) {
    verified++;
  } else {
    failed++;
    say(`${name}: ${problems[0] ?? 'it verifies although it was changed'}`);
  }
}
say(`${verified} verified, ${failed} failed`);
process.exit(failed > 0 || verified === 0 ? 1 : 0);
