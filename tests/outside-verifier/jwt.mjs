// Credentials in JWTs, by a library that is not ours (jose), without a network.
//
//   node jwt.mjs verify FOLDER    FOLDER/*.jwt against FOLDER/did.json: each must verify, with its claims, and not once a byte of it is changed. Where there is FOLDER/status,
//                                 the list that each names must be there as a JWT, verify likewise, and say what FOLDER/index.jsonl says
//   node jwt.mjs sign FOLDER      makes FOLDER/did.json, FOLDER/right/*.jwt and FOLDER/wrong/*.jwt for our verifier
//
// Prints a line per failure and a closing "N verified, N failed". Exit: 0 all well, 1 a failure or nothing to verify, 2 wrong usage.

import {createHmac} from 'node:crypto';
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {gunzipSync} from 'node:zlib';
import {CompactSign, base64url, calculateJwkThumbprint, compactVerify, decodeProtectedHeader, exportJWK, exportSPKI, generateKeyPair, importJWK} from 'jose';
import {badge as badgeOf} from './sample.mjs';

const DID = 'did:web:jose.example';
const FORMS = {JWT: ['RS256', 'ES256'], 'vc+jwt': ['RS256', 'ES256', 'ES384', 'EdDSA']};

class Refused extends Error {}

const must = (holds, words) => {
  if (!holds) {
    throw new Refused(words);
  }
};

const seconds = time => Date.parse(time) / 1000;

// what Open Badges 3.0, section 8.2.3 demands of the claims
function checkClaims(payload) {
  must(payload.iss === (payload.issuer.id ?? payload.issuer), 'iss is not the issuer');
  must(payload.jti === payload.id, 'jti is not the id');
  must(payload.sub === payload.credentialSubject.id, 'sub is not the subject');
  must(payload.nbf === seconds(payload.validFrom), 'nbf is not validFrom');
  must(payload.validUntil === undefined ? payload.exp === undefined : payload.exp === seconds(payload.validUntil), 'exp is not validUntil');
}

async function verifyOne(jwt, methods) {
  const header = decodeProtectedHeader(jwt);
  const algorithms = FORMS[header.typ];
  must(algorithms !== undefined, `its typ is ${header.typ}`);
  let jwk = header.jwk;
  if (jwk === undefined) {
    const method = methods.find(one => one.id === header.kid);
    must(method?.type === 'JsonWebKey', 'the document does not list its key as a JsonWebKey');
    jwk = method.publicKeyJwk;
    // of RSA keys the name is the thumbprint
    must(jwk.kty !== 'RSA' || header.kid.endsWith(`#${await calculateJwkThumbprint(jwk)}`), 'the name of its RSA key is not its thumbprint');
  }
  must(!['d', 'p', 'q', 'k'].some(name => name in jwk), 'its key is not public only');
  const {payload} = await compactVerify(jwt, await importJWK(jwk, header.alg), {algorithms});
  const credential = JSON.parse(new TextDecoder().decode(payload));
  must(credential.vc === undefined, 'it has a vc claim');
  if (header.typ === 'JWT') {
    must(Object.keys(header).every(name => ['alg', 'kid', 'jwk', 'typ'].includes(name)), 'its header has a member that Open Badges does not allow');
    checkClaims(credential);
  } else {
    must(header.cty === 'vc', 'its cty is not vc');
  }
  return [header, payload, jwk, credential];
}

// what a credential's list says of it, by the list's own signature
async function isRevoked(credential, folder, methods) {
  const entry = credential.credentialStatus;
  const file = join(folder, 'status', basename(new URL(entry.statusListCredential).pathname));
  must(file.endsWith('.jwt') && existsSync(file), 'its status list is not there as a JWT');
  const text = readFileSync(file, 'utf8').trimEnd();
  const opened = await verifyOne(text, methods);
  await refusesChanged(text, opened);
  const list = opened[3];
  must(list.id === entry.statusListCredential && list.issuer === credential.issuer.id, 'its status list is another one');
  must(list.credentialSubject.statusPurpose === entry.statusPurpose && entry.statusPurpose === 'revocation', 'its status list is for another purpose');
  const bits = gunzipSync(Buffer.from(list.credentialSubject.encodedList.slice(1), 'base64url'), {maxOutputLength: 1 << 24});
  const index = Number(entry.statusListIndex);
  return (bits[index >> 3] & (0x80 >> (index & 7))) !== 0;
}

async function refusesChanged(jwt, [header, payload, jwk]) {
  const [first, , last] = jwt.split('.');
  const changed = payload.slice();
  changed[changed.length >> 1] ^= 1;
  try {
    await compactVerify(`${first}.${base64url.encode(changed)}.${last}`, await importJWK(jwk, header.alg));
  } catch (error) {
    must(error.code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED', `changed, it is refused for ${error.code}`);
    return;
  }
  throw new Refused('it verifies although it was changed');
}

async function verify(folder) {
  const methods = JSON.parse(readFileSync(join(folder, 'did.json'), 'utf8')).verificationMethod;
  const index = join(folder, 'index.jsonl');
  const lines = existsSync(index) ? readFileSync(index, 'utf8').split('\n').filter(line => line.trim() !== '') : [];
  const states = new Map(lines.map(line => JSON.parse(line)).map(({id, state}) => [id, state]));
  let verified = 0;
  let failed = 0;
  for (const name of readdirSync(folder).filter(one => one.endsWith('.jwt')).sort()) {
    const jwt = readFileSync(join(folder, name), 'utf8').trimEnd();
    try {
      const opened = await verifyOne(jwt, methods);
      await refusesChanged(jwt, opened);
      if (existsSync(join(folder, 'status'))) {
        const told = states.get(opened[3].id);
        must(await isRevoked(opened[3], folder, methods) === (told === 'revoked'), `index.jsonl says ${told}, its status list something else`);
      }
      verified++;
    } catch (error) {
      failed++;
      console.log(`${name}: ${error.message}`);
    }
  }
  console.log(`${verified} verified, ${failed} failed`);
  return failed === 0 && verified > 0;
}

const CREDENTIAL = badgeOf(DID);

const CLAIMS = {iss: DID, jti: CREDENTIAL.id, sub: CREDENTIAL.credentialSubject.id, nbf: seconds(CREDENTIAL.validFrom)};

const bytes = value => new TextEncoder().encode(JSON.stringify(value));

const make = (header, payload, key) => new CompactSign(bytes(payload)).setProtectedHeader(header).sign(key);

async function sign(folder) {
  const pairs = {};
  const method = [];
  for (const alg of FORMS['vc+jwt']) {
    const pair = await generateKeyPair(alg, {extractable: true});
    const jwk = await exportJWK(pair.publicKey);
    const id = `${DID}#${await calculateJwkThumbprint(jwk)}`;
    pairs[alg] = {...pair, jwk, id};
    method.push({id, type: 'JsonWebKey', controller: DID, publicKeyJwk: {...jwk, alg}});
  }
  for (const part of ['right', 'wrong']) {
    mkdirSync(join(folder, part), {recursive: true});
  }
  const write = (part, name, jwt) => writeFileSync(join(folder, part, `${name}.jwt`), `${jwt}\n`);
  const document = {'@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/jwk/v1'], id: DID, verificationMethod: method, assertionMethod: method.map(one => one.id)};
  writeFileSync(join(folder, 'did.json'), JSON.stringify(document, null, 2));

  const badge = {...CREDENTIAL, ...CLAIMS};
  for (const alg of FORMS.JWT) {
    write('right', `badge-${alg}`, await make({alg, typ: 'JWT', kid: pairs[alg].id}, badge, pairs[alg].privateKey));
    write('right', `badge-${alg}-jwk`, await make({alg, jwk: pairs[alg].jwk}, badge, pairs[alg].privateKey));
  }
  for (const alg of FORMS['vc+jwt']) {
    write('right', `vc-${alg}`, await make({alg, typ: 'vc+jwt', cty: 'vc', kid: pairs[alg].id}, CREDENTIAL, pairs[alg].privateKey));
  }

  const {RS256, ES256, EdDSA} = pairs;
  const right = await make({alg: 'ES256', typ: 'JWT', kid: ES256.id}, badge, ES256.privateKey);
  const [header, payload, signature] = right.split('.');
  write('wrong', 'changed-payload', [header, base64url.encode(bytes({...badge, name: 'Leadership'})), signature].join('.'));
  write('wrong', 'changed-header', [base64url.encode(bytes({alg: 'ES256', kid: ES256.id})), payload, signature].join('.'));
  write('wrong', 'alg-none', [base64url.encode(bytes({alg: 'none', typ: 'JWT', kid: ES256.id})), payload, ''].join('.'));
  const confused = `${base64url.encode(bytes({alg: 'HS256', typ: 'JWT', kid: RS256.id}))}.${payload}`;
  write('wrong', 'hmac-by-public-key', `${confused}.${createHmac('sha256', await exportSPKI(RS256.publicKey)).update(confused).digest('base64url')}`);
  write('wrong', 'anothers-key-by-name', await make({alg: 'RS256', typ: 'JWT', kid: RS256.id}, badge, (await generateKeyPair('RS256')).privateKey));
  const stranger = await generateKeyPair('ES256', {extractable: true});
  write('wrong', 'anothers-key-that-comes-along', await make({alg: 'ES256', typ: 'JWT', jwk: await exportJWK(stranger.publicKey)}, badge, stranger.privateKey));
  write('wrong', 'badge-by-EdDSA', await make({alg: 'EdDSA', typ: 'JWT', kid: EdDSA.id}, badge, EdDSA.privateKey));
  write('wrong', 'other-subject', await make({alg: 'ES256', typ: 'JWT', kid: ES256.id}, {...badge, sub: 'did:example:other'}, ES256.privateKey));
  write('wrong', 'other-issuer', await make({alg: 'ES256', typ: 'vc+jwt', kid: ES256.id}, {...CREDENTIAL, iss: 'did:web:other.example'}, ES256.privateKey));
  write('wrong', 'expired', await make({alg: 'ES256', typ: 'vc+jwt', kid: ES256.id}, {...CREDENTIAL, exp: CLAIMS.nbf + 1}, ES256.privateKey));
  console.log(`${readdirSync(join(folder, 'right')).length} right and ${readdirSync(join(folder, 'wrong')).length} wrong ones made`);
  return true;
}

const [verb, folder, ...rest] = process.argv.slice(2);
const run = {verify, sign}[verb];
if (run === undefined || folder === undefined || rest.length > 0) {
  console.error('usage: node jwt.mjs verify|sign FOLDER');
  process.exit(2);
}
process.exit(await run(folder) ? 0 : 1);
