// Reads rows of grades, makes an Open Badge of each, signs it with @digitalbazaar/vc (eddsa-rdfc-2022) and writes it to a file of lines, for some seconds (from the
// beginning again where the rows are over); prints how many it did per second of processor time. With "plain" nothing is signed.
//
//   node pipeline.mjs ROWS.csv CONTEXTS_FOLDER signed|plain SECONDS OUT.ndjson
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';

const [file, contexts, mode, seconds, out] = process.argv.slice(2);
const documents = new Map();
for(const { url, file } of JSON.parse(readFileSync(join(contexts, 'manifest.json')))) {
  documents.set(url, JSON.parse(readFileSync(join(contexts, file))));
}

async function documentLoader(url) {
  const document = documents.get(url);
  if(!document) {
    throw new Error(`${url} is not at hand.`);
  }
  return { contextUrl: null, documentUrl: url, document };
}

const key = await Ed25519Multikey.generate({ seed: new Uint8Array(32).fill(7) });
const did = `did:key:${key.publicKeyMultibase}`;
key.id = `${did}#${key.publicKeyMultibase}`;
key.controller = did;
const signer = key.signer();

const uuid = text => {
  const hex = createHash('sha256').update(text).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const alignment = [
  ['A.1.2', 'Summarises data with measures of centre and spread', 'https://frameworks.example/case/7a1b2c3d-0001'],
  ['B.3.1', 'Communicates findings to an audience without a technical background', 'https://frameworks.example/case/7a1b2c3d-0002'],
].map(([targetCode, targetName, targetUrl]) => ({ type: ['Alignment'], targetCode, targetName, targetUrl, targetFramework: 'Data Literacy Framework', targetType: 'CFItem' }));

function map(row, number) {
  const achievement = `https://college.example/achievements/${encodeURIComponent(row.course)}`;
  const ended = `${row.ended}T00:00:00Z`;
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
    id: uuid(`${row.student}|${row.course}|${row.term}`),
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: row.title,
    issuer: { id: did, type: ['Profile'], name: 'Example College', url: 'https://college.example' },
    validFrom: '2026-11-22T08:15:00Z',
    awardedDate: ended,
    credentialSubject: {
      id: uuid(row.student),
      type: ['AchievementSubject'],
      identifier: [{ type: 'IdentityObject', hashed: false, identityHash: row.name, identityType: 'name' }],
      activityEndDate: ended,
      creditsEarned: Number(row.credits),
      term: row.term,
      achievement: {
        id: achievement, type: ['Achievement'], achievementType: 'Course', name: row.title, humanCode: row.course, creditsAvailable: Number(row.credits), inLanguage: 'en',
        description: 'Learners collect, clean, describe and visualise data, and write up what they find for readers who were not there.',
        criteria: { id: `${achievement}/criteria`, narrative: 'Six assignments, a project and a final examination, each passed.' },
        alignment,
        resultDescription: [{ id: `${achievement}#result-1`, type: ['ResultDescription'], name: 'Final grade', resultType: 'LetterGrade' }],
      },
      result: [{ type: ['Result'], resultDescription: `${achievement}#result-1`, value: row.grade }],
    },
    evidence: [{ id: row.portfolio, type: ['Evidence'], name: 'Project report', narrative: 'A report on commuting times in the county.', genre: 'Report' }],
    credentialStatus: { id: `https://ler.college.example/status/1#${number % 131072}`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: `${number % 131072}`,
      statusListCredential: 'https://ler.college.example/status/1' },
  };
}

const lines = createWriteStream(out);
const start = performance.now();
let used = process.cpuUsage();
let measured = start;
let count = 0;
let total = 0;
const isOver = () => performance.now() - measured > seconds * 1000;
do {
  let names;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    const cells = line.split(',');
    if(!names) {
      names = cells;
      continue;
    }
    const row = Object.fromEntries(names.map((name, i) => [name, cells[i]]));
    if(Number(row.points) < 2) {
      continue;
    }
    const credential = map(row, total++);
    const signed = mode === 'signed' ? await vc.issue({ credential, documentLoader, suite: new DataIntegrityProof({ signer, cryptosuite }) }) : credential;
    if(!lines.write(JSON.stringify(signed) + '\n')) {
      await once(lines, 'drain');
    }
    // The first ones are for the compiler.
    if(total === 50) {
      used = process.cpuUsage();
      measured = performance.now();
      count = 0;
    }
    count++;
    if(isOver()) {
      break;
    }
  }
} while(!isOver());
const { user, system } = process.cpuUsage(used);
lines.end();
await once(lines, 'finish');
console.log(JSON.stringify({ mode, perSecond: count / ((user + system) / 1e6) }));
