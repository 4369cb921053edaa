// Issues or verifies the given credentials with @digitalbazaar/vc (eddsa-rdfc-2022) for some seconds and prints how many it did per second of
// processor time.
//
//   node reference.mjs issue|verify CREDENTIALS.ndjson CONTEXTS_FOLDER SECONDS
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';

const [mode, file, contexts, seconds] = process.argv.slice(2);
const documents = new Map();
for(const { url, file } of JSON.parse(readFileSync(join(contexts, 'manifest.json')))) {
  documents.set(url, JSON.parse(readFileSync(join(contexts, file))));
}

const key = await Ed25519Multikey.generate({ seed: new Uint8Array(32).fill(7) });
const did = `did:key:${key.publicKeyMultibase}`;
key.id = `${did}#${key.publicKeyMultibase}`;
key.controller = did;
const method = { '@context': 'https://w3id.org/security/multikey/v1', id: key.id, type: 'Multikey', controller: did,
  publicKeyMultibase: key.publicKeyMultibase };
documents.set(key.id, method);
documents.set(did, { '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'], id: did,
  verificationMethod: [method], assertionMethod: [key.id] });

async function documentLoader(url) {
  const document = documents.get(url);
  if(!document) {
    throw new Error(`${url} is not at hand.`);
  }
  return { contextUrl: null, documentUrl: url, document };
}

const credentials = readFileSync(file, 'utf8').trim().split('\n').map(line => JSON.parse(line));
for(const credential of credentials) {
  credential.issuer.id = did;
}
const created = '2026-01-01T00:00:00Z';
const issue = credential => vc.issue({ credential: structuredClone(credential), documentLoader,
  suite: new DataIntegrityProof({ signer: key.signer(), cryptosuite, date: created }) });

async function verify(signed) {
  const result = await vc.verifyCredential({ credential: signed, suite: new DataIntegrityProof({ cryptosuite }), documentLoader,
    checkStatus: async () => ({ verified: true }) });
  if(!result.verified) {
    throw result.error;
  }
}

const work = mode === 'issue' ? issue : verify;
const items = mode === 'issue' ? credentials : await Promise.all(credentials.slice(0, 100).map(issue));
const warm = performance.now();
for(let i = 0; i < 50 && performance.now() - warm < seconds * 1000; i++) {
  await work(items[i % items.length]);
}

const start = performance.now();
const used = process.cpuUsage();
let count = 0;
while(performance.now() - start < seconds * 1000) {
  await work(items[count++ % items.length]);
}
const { user, system } = process.cpuUsage(used);
console.log(JSON.stringify({ mode, perSecond: count / ((user + system) / 1e6) }));
