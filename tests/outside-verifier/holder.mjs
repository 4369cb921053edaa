// Selective disclosure with a library that is not ours, in the holder's part and in the issuer's.
//
//   node holder.mjs disclose FOLDER OUT   shows a part of every base proof in FOLDER/*.json; what is shown must verify, and is written to OUT
//   node holder.mjs sign OUT              signs, shows a part, and writes both to OUT for our verifier
//
// Prints a line per failure and a closing "N verified, N failed". Exit: 0 all well, 1 a failure or nothing to verify, 2 wrong usage.

import {mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import {createDiscloseCryptosuite, createSignCryptosuite, createVerifyCryptosuite} from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import jsigs from 'jsonld-signatures';
import {closedLoader} from './contexts.mjs';
import {badge} from './sample.mjs';

const {purposes: {AssertionProofPurpose}} = jsigs;
const documentLoader = closedLoader(new Map());
const SHOWN = ['/credentialSubject/achievement/name', '/credentialSubject/result'];

const write = (file, document) => writeFileSync(file, JSON.stringify(document, null, 2));

const disclose = document => jsigs.derive(document, {
  suite: new DataIntegrityProof({cryptosuite: createDiscloseCryptosuite({proofId: undefined, selectivePointers: SHOWN})}),
  purpose: new AssertionProofPurpose(),
  documentLoader,
});

async function check(shown) {
  const result = await jsigs.verify(shown, {suite: new DataIntegrityProof({cryptosuite: createVerifyCryptosuite()}), purpose: new AssertionProofPurpose(), documentLoader});
  if (!result.verified) {
    throw new Error(result.error?.errors?.map(error => error.message).join('; ') ?? 'not verified');
  }
}

async function discloseAll(folder, out) {
  let verified = 0;
  let failed = 0;
  mkdirSync(out, {recursive: true});
  for (const name of readdirSync(folder).filter(one => one.endsWith('.json')).sort()) {
    try {
      const shown = await disclose(JSON.parse(readFileSync(join(folder, name), 'utf8')));
      await check(shown);
      write(join(out, name), shown);
      verified++;
    } catch (error) {
      failed++;
      console.log(`${name}: ${error.message}`);
    }
  }
  console.log(`${verified} verified, ${failed} failed`);
  return failed === 0 && verified > 0;
}

async function sign(out) {
  mkdirSync(out, {recursive: true});
  const key = await EcdsaMultikey.generate({curve: 'P-256'});
  const did = `did:key:${key.publicKeyMultibase}`;
  key.controller = did;
  key.id = `${did}#${key.publicKeyMultibase}`;
  const credential = badge(did, {result: [{type: ['Result'], value: 'A'}, {type: ['Result'], value: '93/100'}]});
  // what a badge cannot do without is mandatory, so that what is shown is a badge
  const mandatoryPointers = ['/issuer', '/validFrom', '/credentialSubject/achievement'];
  const suite = new DataIntegrityProof({signer: key.signer(), cryptosuite: createSignCryptosuite({mandatoryPointers})});
  const signed = await jsigs.sign(credential, {suite, purpose: new AssertionProofPurpose(), documentLoader});
  write(join(out, 'base.json'), signed);
  write(join(out, 'shown.json'), await disclose(signed));
  return true;
}

const [verb, first, second] = process.argv.slice(2);
if (verb === 'disclose' && second !== undefined) {
  process.exit(await discloseAll(first, second) ? 0 : 1);
} else if (verb === 'sign' && first !== undefined) {
  process.exit(await sign(first) ? 0 : 1);
} else {
  console.error(`usage: node ${basename(process.argv[1])} disclose FOLDER OUT | sign OUT`);
  process.exit(2);
}
