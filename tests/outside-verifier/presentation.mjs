// Presentations by libraries that are not ours (@digitalbazaar/vc, jose), without a network.
//
//   node presentation.mjs sign OUT        makes OUT/right and OUT/wrong for `lerbridge credential verify FILE… --domain jobs.example --challenge 8f1c`
//   node presentation.mjs verify FOLDER   FOLDER/*.json, signed for that domain and challenge; none may verify for another
//
// Prints a line per failure and a closing "N verified, N failed". Exit: 0 all well, 1 a failure or nothing to verify, 2 wrong usage.

import {mkdirSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {CompactSign, importJWK} from 'jose';
import {closedLoader, readJson} from './contexts.mjs';
import {badge} from './sample.mjs';

const DOMAIN = 'jobs.example';
const CHALLENGE = '8f1c';
const documentLoader = closedLoader(new Map());

async function party() {
  const key = await Ed25519Multikey.generate();
  const did = `did:key:${key.publicKeyMultibase}`;
  key.controller = did;
  key.id = `${did}#${key.publicKeyMultibase}`;
  return {did, key, suite: () => new DataIntegrityProof({signer: key.signer(), cryptosuite})};
}

async function credentialOf(issuer, subject) {
  const credential = badge(issuer.did);
  credential.credentialSubject.id = subject;
  return vc.issue({credential, suite: issuer.suite(), documentLoader});
}

const present = (holder, verifiableCredential, more) => vc.signPresentation({
  presentation: vc.createPresentation({verifiableCredential, holder: holder.did}),
  suite: holder.suite(),
  documentLoader,
  domain: DOMAIN,
  challenge: CHALLENGE,
  ...more,
});

async function jwtOf(holder, presentation, claims) {
  const raw = await holder.key.export({publicKey: true, secretKey: true, raw: true});
  const part = bytes => Buffer.from(bytes).subarray(0, 32).toString('base64url');
  const secret = await importJWK({kty: 'OKP', crv: 'Ed25519', x: part(raw.publicKey), d: part(raw.secretKey)}, 'EdDSA');
  const payload = new TextEncoder().encode(JSON.stringify({...presentation, ...claims}));
  return new CompactSign(payload).setProtectedHeader({alg: 'EdDSA', typ: 'vp+jwt', cty: 'vp', kid: holder.key.id}).sign(secret);
}

async function sign(out) {
  for (const part of ['right', 'wrong']) {
    mkdirSync(join(out, part), {recursive: true});
  }
  const write = (part, name, text) => writeFileSync(join(out, part, name), typeof text === 'string' ? text : JSON.stringify(text, null, 2));
  const [issuer, holder, other] = [await party(), await party(), await party()];
  const credential = await credentialOf(issuer, holder.did);
  const plain = vc.createPresentation({verifiableCredential: [credential], holder: holder.did});
  const claims = {iss: holder.did, aud: DOMAIN, nonce: CHALLENGE};

  write('right', 'proof.json', await present(holder, [credential]));
  write('right', 'two-credentials.json', await present(holder, [credential, await credentialOf(other, holder.did)]));
  write('right', 'jwt.jwt', await jwtOf(holder, plain, claims));
  write('wrong', 'other-challenge.json', await present(holder, [credential], {challenge: '9a2d'}));
  write('wrong', 'other-domain.json', await present(holder, [credential], {domain: 'other.example'}));
  write('wrong', 'unproven.json', plain);
  write('wrong', 'of-another.json', await present(other, [credential]));
  write('wrong', 'changed-credential.json', await present(holder, [{...credential, name: 'Leadership'}]));
  write('wrong', 'changed-after.json', {...await present(holder, [credential]), holder: other.did});
  write('wrong', 'other-nonce.jwt', await jwtOf(holder, plain, {...claims, nonce: '9a2d'}));
  write('wrong', 'other-audience.jwt', await jwtOf(holder, plain, {...claims, aud: 'other.example'}));
  write('wrong', 'other-key.jwt', await jwtOf({...other, key: Object.assign(other.key, {id: holder.key.id})}, plain, claims));
  console.log(`${readdirSync(join(out, 'right')).length} right and ${readdirSync(join(out, 'wrong')).length} wrong ones made`);
  return true;
}

const judge = (presentation, more) => vc.verify({presentation, suite: new DataIntegrityProof({cryptosuite}), domain: DOMAIN, challenge: CHALLENGE, documentLoader, ...more});

async function verify(folder) {
  let verified = 0;
  let failed = 0;
  for (const name of readdirSync(folder).filter(one => one.endsWith('.json')).sort()) {
    const presentation = readJson(join(folder, name));
    const right = await judge(presentation);
    const elsewhere = await judge(presentation, {domain: 'other.example'});
    const again = await judge(presentation, {challenge: '9a2d'});
    if (right.verified && !elsewhere.verified && !again.verified) {
      verified++;
    } else {
      failed++;
      console.log(`${name}: ${right.verified ? 'it verifies for another domain or challenge' : JSON.stringify(right.error?.errors?.map(error => error.message) ?? right.error?.message)}`);
    }
  }
  console.log(`${verified} verified, ${failed} failed`);
  return failed === 0 && verified > 0;
}

const [verb, folder, ...rest] = process.argv.slice(2);
const run = {sign, verify}[verb];
if (run === undefined || folder === undefined || rest.length > 0) {
  console.error('usage: node presentation.mjs sign OUT | verify FOLDER');
  process.exit(2);
}
process.exit(await run(folder) ? 0 : 1);
