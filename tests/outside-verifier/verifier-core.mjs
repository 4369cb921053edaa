// Credentials in the eyes of the Digital Credentials Consortium's verifier, without a network: its registries cannot be asked, the rest must be well.
//
//   node verifier-core.mjs FOLDER [--status-dir DIR]     every *.json in FOLDER, issued under a did:key
//
// With DIR, whose *.json are status lists, what FOLDER/index.jsonl calls valid must stand by them, and what it calls suspended or revoked must not.
//
// Prints a line per failure and a closing "N verified, N failed". Exit: 0 all well, 1 a failure or nothing to verify, 2 wrong usage.

import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {LEARNER_RECORD, learnerRecordContext} from './contexts.mjs';
import {verifyCredential} from '@digitalcredentials/verifier-core';

// It brings all contexts but one; whatever else it would fetch is not there, and the notices it prints about that are not ours.
const [folder, option, statusDir] = process.argv.slice(2);
const documentsIn = directory => readdirSync(directory).filter(one => one.endsWith('.json')).map(one => JSON.parse(readFileSync(join(directory, one), 'utf8')));
const lists = new Map((statusDir === undefined ? [] : documentsIn(statusDir)).map(document => [document.id, document]));
const index = folder === undefined ? '' : join(folder, 'index.jsonl');
const states = new Map((existsSync(index) ? readFileSync(index, 'utf8').split('\n') : []).filter(line => line !== '').map(line => JSON.parse(line)).map(({id, state}) => [id, state]));
globalThis.fetch = async request => {
  const url = request.url ?? String(request);
  if (lists.has(url)) {
    return new Response(JSON.stringify(lists.get(url)), {headers: {'content-type': 'application/ld+json'}});
  }
  if (url !== LEARNER_RECORD) {
    throw new Error(`no network: ${url}`);
  }
  return new Response(JSON.stringify(learnerRecordContext()), {headers: {'content-type': 'application/ld+json'}});
};
console.error = () => {};
const say = console.log;
console.log = () => {};

if (folder === undefined || (option !== undefined && (option !== '--status-dir' || statusDir === undefined))) {
  process.stderr.write('usage: node verifier-core.mjs FOLDER [--status-dir DIR]\n');
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
  if (statusDir !== undefined) {
    const state = states.get(credential.id) ?? 'valid';
    for (const entry of [credential.credentialStatus ?? []].flat()) {
      // it answers for each entry by its purpose
      const status = said(`${entry.statusPurpose}_status`);
      const unset = state !== {revocation: 'revoked', suspension: 'suspended'}[entry.statusPurpose];
      if (status?.error !== undefined || status?.valid !== unset) {
        problems.push(`${entry.statusPurpose}_status: ${status?.error?.message ?? `${status?.valid}`}, though it is ${state}`);
      }
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
