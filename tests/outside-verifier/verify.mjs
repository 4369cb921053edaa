// Verifies issued credentials with libraries that are not ours, and without a network: contexts come from npm packages, keys from the issuer's did.json,
// status from its published lists.
//
//   node verify.mjs FOLDER [--did-doc FILE]... [--status-dir DIR]
//
// Every *.json in FOLDER is a credential. Every proof of it must verify by itself, those of the credentials and endorsements in it, and its status list too.
// Where FOLDER/index.jsonl says that a credential is suspended or revoked, its bit must be set; elsewhere a set bit is a failure.
// Prints a line per failure and a closing "N verified, N failed".
// Exit: 0 all verified, 1 a failure or nothing to verify, 2 wrong usage.

import {readdirSync, readFileSync, existsSync} from 'node:fs';
import {join} from 'node:path';
import {gunzipSync} from 'node:zlib';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite as eddsaRdfc2022} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {cryptosuite as ecdsaRdfc2019} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import {createVerifyCryptosuite as createJcsCryptosuite} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {createVerifyCryptosuite} from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import {Ed25519Signature2020} from '@digitalbazaar/ed25519-signature-2020';
import * as vc from '@digitalbazaar/vc';
import {Refused, closedLoader, list, readJson} from './contexts.mjs';

const DATA_INTEGRITY = {'eddsa-rdfc-2022': eddsaRdfc2022, 'eddsa-jcs-2022': createJcsCryptosuite(), 'ecdsa-rdfc-2019': ecdsaRdfc2019};
const LONGEST_LIST = 16 * 1024 * 1024;

function usage() {
  console.error('usage: node verify.mjs FOLDER [--did-doc FILE]... [--status-dir DIR]');
  process.exit(2);
}

function readArguments(words) {
  const found = {folder: undefined, didDocs: [], statusDir: undefined};
  while (words.length > 0) {
    const word = words.shift();
    if (word === '--did-doc' && words.length > 0) {
      found.didDocs.push(words.shift());
    } else if (word === '--status-dir' && words.length > 0) {
      found.statusDir = words.shift();
    } else if (!word.startsWith('--') && found.folder === undefined) {
      found.folder = word;
    } else {
      usage();
    }
  }
  if (found.folder === undefined || !existsSync(found.folder)) {
    usage();
  }
  return found;
}

const jsonFiles = folder => readdirSync(folder).filter(name => name.endsWith('.json')).sort().map(name => join(folder, name));

function reasonOf(result) {
  const errors = [result.error, ...list(result.error?.errors), ...list(result.results).flatMap(one => list(one.error))].filter(Boolean);
  const words = errors.map(error => error.cause?.message ?? error.message).filter(text => text && text !== 'Verification error(s).');
  return [...new Set(words)].join('; ') || 'not verified';
}

// every proof alone: the library calls a set verified as soon as one of its members is
async function verifyProofs(credential, documentLoader, checkStatus) {
  const proofs = list(credential.proof);
  if (proofs.length === 0) {
    throw new Refused('no embedded proof');
  }
  for (const proof of proofs) {
    const result = await vc.verifyCredential({credential: {...credential, proof}, suite: suiteOf(proof), documentLoader, checkStatus});
    if (!result.verified) {
      throw new Refused(`${proof.cryptosuite ?? proof.type}: ${reasonOf(result)}`);
    }
  }
  const {verifiableCredential, achievement} = credential.credentialSubject;
  const endorsed = [credential, credential.issuer, ...list(achievement)];
  for (const embedded of [...list(verifiableCredential), ...endorsed.flatMap(one => list(one.endorsement))]) {
    await verifyProofs(embedded, documentLoader, checkStatus);
  }
}

function suiteOf(proof) {
  if (proof.type === 'Ed25519Signature2020') {
    return new Ed25519Signature2020();
  }
  const cryptosuite = proof.cryptosuite === 'ecdsa-sd-2023' ? createVerifyCryptosuite() : DATA_INTEGRITY[proof.cryptosuite];
  if (cryptosuite === undefined) {
    throw new Refused(`no library here for ${proof.cryptosuite ?? proof.type}`);
  }
  return new DataIntegrityProof({cryptosuite});
}

class StatusLists {
  constructor(folder, documentLoader) {
    this.documentLoader = documentLoader;
    this.files = new Map((folder === undefined ? [] : jsonFiles(folder)).map(file => readJson(file)).map(document => [document.id, document]));
    this.opened = new Map();
  }

  async open(url, issuer) {
    if (!this.opened.has(url)) {
      this.opened.set(url, await this.verify(url));
    }
    const opened = this.opened.get(url);
    if (opened.issuer !== issuer) {
      throw new Refused('its status list is of another issuer');
    }
    return opened;
  }

  async verify(url) {
    const document = this.files.get(url);
    if (document === undefined) {
      throw new Refused(`its status list is not at hand: ${url}`);
    }
    await verifyProofs(document, this.documentLoader);
    const subject = document.credentialSubject;
    if (subject?.type !== 'BitstringStatusList' || typeof subject.encodedList !== 'string' || subject.encodedList[0] !== 'u') {
      throw new Refused('its status list is malformed');
    }
    const bits = gunzipSync(Buffer.from(subject.encodedList.slice(1), 'base64url'), {maxOutputLength: LONGEST_LIST});
    if (bits.length * 8 < 131072) {
      throw new Refused('its status list is too short');
    }
    return {bits, purpose: subject.statusPurpose, issuer: document.issuer?.id ?? document.issuer};
  }

  // the purposes whose bit is set
  async lookUp(credential) {
    const set = [];
    for (const entry of list(credential.credentialStatus)) {
      const opened = await this.open(entry.statusListCredential, credential.issuer?.id ?? credential.issuer);
      const index = Number(entry.statusListIndex);
      if (entry.type !== 'BitstringStatusListEntry' || opened.purpose !== entry.statusPurpose) {
        throw new Refused('its status entry and the list disagree');
      }
      if (typeof entry.statusListIndex !== 'string' || !Number.isInteger(index) || index < 0 || index >= opened.bits.length * 8) {
        throw new Refused('its place in the status list is malformed');
      }
      if (opened.bits[index >> 3] & (0x80 >> (index & 7))) {
        set.push(entry.statusPurpose);
      }
    }
    return set;
  }
}

function statesOf(folder) {
  const file = join(folder, 'index.jsonl');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(line => line.trim() !== '') : [];
  return new Map(lines.map(line => JSON.parse(line)).map(({id, state}) => [id, state]));
}

function compareState(told, set) {
  const actual = set.includes('revocation') ? 'revoked' : set.includes('suspension') ? 'suspended' : 'valid';
  if (actual !== (told ?? 'valid')) {
    throw new Refused(told === undefined ? `it is ${actual}` : `index.jsonl says ${told}, the status list says ${actual}`);
  }
}

async function main() {
  const {folder, didDocs, statusDir} = readArguments(process.argv.slice(2));
  const didDocuments = new Map(didDocs.map(file => readJson(file)).map(document => [document.id, document]));
  const documentLoader = closedLoader(didDocuments);
  const lists = new StatusLists(statusDir, documentLoader);
  const states = statesOf(folder);
  let verified = 0;
  let failed = 0;
  for (const file of jsonFiles(folder)) {
    try {
      const credential = readJson(file);
      // the status is looked up below, where a withdrawn credential may be as it should
      await verifyProofs(credential, documentLoader, async () => ({verified: true}));
      if (statusDir !== undefined) {
        compareState(states.get(credential.id), await lists.lookUp(credential));
      }
      verified++;
    } catch (error) {
      failed++;
      console.log(`${file}: ${error.message}`);
    }
  }
  if (statusDir === undefined) {
    console.error('status not checked: give --status-dir');
  }
  console.log(`${verified} verified, ${failed} failed`);
  process.exit(failed > 0 || verified === 0 ? 1 : 0);
}

await main();
