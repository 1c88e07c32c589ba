#!/bin/sh
':' //; exec "${0%/*}/run" "$0" "$@"
// The theme without a site: what is in the package, its options, its types, the list of pages it
// writes, running litsearch-index, its strings, marks and links.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle, packageFile } from './server.mjs';
import { finish, is, like, ok, throws } from './tap.mjs';
import { makeSiteFolder } from './theme.site.mjs';

const { folder, installed, files } = makeSiteFolder();
const require = createRequire(path.join(folder, 'any.js'));
const theme = require('docusaurus-theme-litsearch');
const read = (name) => readFileSync(path.join(installed, name), 'utf8');

// ---- the package ----
const KINDS = /^(LICENSE|README\.md|package\.json|[a-z]+\.d\.ts|(node|browser|theme|translations)\/.*\.(js|css|json))$/;
is(files.filter((name) => !KINDS.test(name)), [], 'only what is needed is packed');
for (const name of ['index.d.ts', 'LICENSE', 'README.md', 'theme/SearchBar/index.js']) {
    ok(files.includes(name), `${name} is packed`);
}
const manifest = JSON.parse(read('package.json'));
is(manifest.license, 'GPL-2.0-or-later', 'the licence');
is(manifest.dependencies, undefined, 'it brings no packages along');

// ---- options ----
const DEFAULTS = {
    id: 'default',
    endpoint: '/litsearch/',
    proxy: 'http://127.0.0.1:7700/',
    searchPagePath: 'search',
    limit: 8,
    pageSize: 10,
    headings: 3,
    filters: { domain: true, score: true, year: true, journal: true },
    highlight: true,
    shortcut: ['mod+k', '/'],
    recent: 5,
    searchParameters: {},
    routesFile: '.docusaurus/litsearch-routes.json',
    index: false,
    openSearch: {},
};
const validate = (options) => theme.validateOptions({ options, validate: null });
is(validate(undefined), DEFAULTS, 'no options');
is(validate({}), DEFAULTS, 'empty options');
const GOOD = [
    [{ endpoint: '/find' }, { endpoint: '/find/' }],
    [{ endpoint: 'https://s.example.org' }, { endpoint: 'https://s.example.org/', proxy: false }],
    [{ proxy: false }, { proxy: false }],
    [{ searchPagePath: false }, { searchPagePath: false }],
    [{ filters: false }, { filters: false }],
    [{ filters: { year: false } }, { filters: { ...DEFAULTS.filters, year: false } }],
    [{ shortcut: ['ctrl+shift+f', 's'] }, { shortcut: ['ctrl+shift+f', 's'] }],
    [{ shortcut: false }, { shortcut: false }],
    [{ index: { db: 'i' } }, { index: { db: 'i', command: 'litsearch-index', args: [] } }],
    [{ openSearch: false }, { openSearch: false }],
    [{ openSearch: { shortName: '十六個字以內的名稱' } }, { openSearch: { shortName: '十六個字以內的名稱' } }],
    [{ searchParameters: { domain: ['急診'], expand: 0 } }, { searchParameters: { domain: ['急診'], expand: 0 } }],
    [{ headings: 0, recent: 0, limit: 50, pageSize: 100 }, { headings: 0, recent: 0, limit: 50, pageSize: 100 }],
];
for (const [options, want] of GOOD) {
    is(validate(options), { ...DEFAULTS, ...want }, `options ${JSON.stringify(options)}`);
}
const BAD = [
    [{ endpont: '/x' }, 'there is no option "endpont": did you mean "endpoint"?'],
    [{ zzzzzzzz: 1 }, 'there is no option "zzzzzzzz"; there are id, endpoint, '],
    [{ endpoint: 'ftp://x' }, 'option "endpoint" is "ftp://x": it must be an http or https URL, or a path from the top'],
    [{ endpoint: 'litsearch' }, 'option "endpoint" is "litsearch"'],
    [{ endpoint: '//elsewhere.example' }, 'option "endpoint" is "//elsewhere.example"'],
    [{ endpoint: '/a?b=c' }, 'option "endpoint" is "/a?b=c"'],
    [{ endpoint: 'javascript:alert(1)' }, 'option "endpoint" is "javascript:alert(1)"'],
    [{ proxy: '/path' }, 'option "proxy" is "/path": it must be the http or https URL of litsearch-serve, or false'],
    [{ limit: '8' }, 'option "limit" is "8": it must be a whole number from 1 to 50'],
    [{ limit: 51 }, 'option "limit" is 51: it must be a whole number from 1 to 50'],
    [{ headings: 9 }, 'option "headings" is 9: it must be a whole number from 0 to 8'],
    [{ pageSize: 0 }, 'option "pageSize" is 0: it must be a whole number from 1 to 100'],
    [{ recent: 1.5 }, 'option "recent" is 1.5: it must be a whole number from 0 to 50'],
    [{ highlight: 'yes' }, 'option "highlight" is "yes": it must be true or false'],
    [{ filters: true }, 'option "filters" is true: it must be {domain, score, year, journal}'],
    [{ filters: { domian: true } }, 'there is no option "filters.domian": did you mean "filters.domain"?'],
    [{ filters: { score: 8 } }, 'option "filters.score" is 8: it must be true or false'],
    [{ shortcut: 'mod+k' }, 'option "shortcut" is "mod+k": it must be a list of keys'],
    [{ shortcut: ['mod+'] }, 'option "shortcut.0" is "mod+": it must be a key such as'],
    [{ searchPagePath: '' }, 'option "searchPagePath" is "": it must be the path of the search page'],
    [{ searchPagePath: true }, 'option "searchPagePath" is true'],
    [{ searchParameters: { a: {} } }, 'option "searchParameters.a" is {}: it must be text, a number, or a list of them'],
    [{ placeholder: 7 }, 'option "placeholder" is 7: it must be text'],
    [{ routesFile: 1 }, 'option "routesFile" is 1: it must be the path of a file, or false'],
    [{ index: true }, 'option "index" is true: it must be {db, command, paths, args}, or false'],
    [{ index: {} }, 'option "index.db" is missing: it must be the folder of the index'],
    [{ index: { db: 'i', paths: [] } }, 'option "index.paths" is []: it must be a list of folders and files'],
    [{ index: { db: 'i', args: [1] } }, 'option "index.args.0" is 1: it must be a list of options of litsearch-index'],
    [{ openSearch: { shortName: 'seventeen letters' } }, 'option "openSearch.shortName" is "seventeen letters": it must be text of at most 16'],
    ['litsearch', 'option is "litsearch": it must be an object of options'],
    [{ limit: 0, headings: -1 }, '"headings" is -1'],
];
const literally = (text) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
for (const [options, want] of BAD) {
    await throws(() => validate(options), literally(want), `options ${JSON.stringify(options)} are refused`);
}

// ---- types ----
const SAMPLE = `/// <reference types="docusaurus-theme-litsearch" />
import theme from 'docusaurus-theme-litsearch';
import type { Options } from 'docusaurus-theme-litsearch';
import type { PluginModule } from '@docusaurus/types';
import SearchBar from '@theme/SearchBar';
import { Marked } from '@theme/SearchParts';
export const options: Options = { limit: 5, filters: { year: false }, index: { db: 'index' }, shortcut: ['/'] };
export const plugin: PluginModule<undefined> = theme as unknown as PluginModule<undefined>;
// @ts-expect-error there is no such option
export const wrong: Options = { endpont: '/x' };
// @ts-expect-error a number
export const alsoWrong: Options = { limit: '5' };
export const bar = SearchBar();
export const marked = Marked({ text: '幻覺', marks: [[0, 6]] });
`;
writeFileSync(path.join(folder, 'sample.ts'), SAMPLE);
const tsc = (() => {
    const flags = ['--noEmit', '--strict', '--esModuleInterop', '--skipLibCheck', '--module', 'nodenext', '--jsx', 'react-jsx', '--types', 'react'];
    try {
        return execFileSync(process.execPath, [packageFile('typescript/bin/tsc'), ...flags, 'sample.ts'], { cwd: folder, encoding: 'utf8' });
    } catch (error) {
        return error.stdout;
    }
})();
is(tsc, '', 'the types of options and parts');

// ---- the list of pages ----
const { collectRoutes, collectDocs } = require(path.join(installed, 'node/routes.js'));
const doc = (name, more) => ({ source: `@site/docs/${name}.md`, permalink: `/docs/${name}`, title: name, ...more });
const CONTENT = {
    'docusaurus-plugin-content-docs': {
        default: {
            loadedVersions: [
                { isLast: false, contentPath: '/s/docs', path: '/docs/next', docs: [doc('a'), doc('b', { unlisted: true }), doc('c', { draft: true })] },
                { isLast: true, contentPath: '/s/versioned_docs/version-1', path: '/docs', docs: [doc('v')] },
            ],
        },
        more: { loadedVersions: [{ isLast: true, contentPath: '/s/more', path: '/more', docs: [doc('m')] }] },
    },
    'docusaurus-plugin-content-blog': {
        default: { blogPosts: [{ metadata: { source: '@site/blog/p.md', permalink: '/blog/p' } }, { metadata: { source: '@site/blog/u.md', permalink: '/blog/u', unlisted: true } }] },
        off: undefined,
    },
    'docusaurus-plugin-content-pages': {
        default: [{ type: 'mdx', source: '@site/src/pages/i.md', permalink: '/' }, { type: 'jsx', source: '@site/src/pages/j.js', permalink: '/j' }],
    },
    'another-plugin': { default: 'anything' },
};
is(
    collectRoutes(CONTENT).map((route) => route.permalink),
    ['/docs/a', '/docs/v', '/docs/m', '/blog/p', '/'],
    'pages of all docs, their versions, posts and pages; no drafts, nothing unlisted',
);
is(Object.keys(collectRoutes(CONTENT)[0]), ['source', 'permalink'], 'a page has a source and a permalink');
is(
    collectDocs(CONTENT),
    [{ folder: '/s/versioned_docs/version-1', path: '/docs' }, { folder: '/s/more', path: '/more' }],
    'of each docs the version that is shown',
);
is(collectRoutes({}), [], 'a site without pages');

// ---- litsearch-index ----
mkdirSync(path.join(folder, 'site'));
function program(name, status, says) {
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$@" > "$0.args"\nprintf '${says}' >&2\nexit ${status}\n`);
    chmodSync(file, 0o755);
    return file;
}
function plugin(options) {
    const i18n = { currentLocale: 'en', defaultLocale: 'en', localeConfigs: { en: { baseUrl: '/' } } };
    const siteConfig = { url: 'https://n.example.org', title: 'Notes & <notes> that have a long title', tagline: '', themeConfig: {} };
    const context = { siteDir: path.join(folder, 'site'), outDir: path.join(folder, 'site'), baseUrl: '/', siteConfig, i18n };
    return theme.default(context, validate(options));
}
async function postBuild(command, more = {}) {
    const made = plugin({ index: { db: 'index', command, ...more } });
    await made.allContentLoaded({ allContent: CONTENT });
    await made.postBuild({});
    return readFileSync(`${command}.args`, 'utf8').trim().split('\n');
}
const silence = async (action) => {
    const lines = [];
    const { log, warn, info } = console;
    console.log = console.warn = console.info = (...words) => lines.push(words.join(' '));
    try {
        await action();
    } finally {
        Object.assign(console, { log, warn, info });
    }
    return lines.join('\n');
};
const good = program('good', 0, 'a.md:1:1: odd: a score\\n2 cards indexed\\n');
let args;
const said = await silence(async () => {
    args = await postBuild(good, { args: ['--jobs', '2'] });
});
is(
    args,
    ['--db', 'index', '--base-url', 'https://n.example.org/docs', '--routes', path.join(folder, 'site/.docusaurus/litsearch-routes.json'),
        '--progress', 'never', '--jobs', '2', '--', '/s/versioned_docs/version-1', '/s/more'],
    'how litsearch-index is run',
);
like(said, /2 cards indexed/, 'what it did is told');
ok(!said.includes('odd'), 'but not what is odd');
like(await silence(() => postBuild(program('some', 7, 'b.md:1:1: bad: no title\\n1 card bad\\n'))), /b\.md:1:1: bad: no title/, 'a bad card is a warning');
await throws(() => postBuild(program('none', 3, 'no index here')), /none failed \(exit status 3\): no index here/, 'a failure fails the build');
await throws(() => postBuild(path.join(folder, 'missing')), /there is no such program: install litsearch, or name/, 'a program that is not there');
const xml = readFileSync(path.join(folder, 'site/opensearch.xml'), 'utf8');
like(xml, /<ShortName>Notes &#38; &#60;notes&#62;…<\/ShortName>/, 'the short name has 16 characters, and no markup');
like(xml, /template="https:\/\/n\.example\.org\/search\?q=\{searchTerms\}"/, 'the search page of the description');
like(xml, /template="https:\/\/n\.example\.org\/litsearch\/suggest\?q=\{searchTerms\}"/, 'the completions of the description');
is(plugin({ openSearch: false }).injectHtmlTags(), { headTags: [] }, 'no description when it is not wanted');
is(plugin({ searchPagePath: false }).injectHtmlTags(), { headTags: [] }, 'nor without a page to search');

const parts = [...read('theme/SearchParts/index.js').matchAll(/^export function (\w+)/gm)].map((match) => match[1]);
is(parts.filter((name) => !read('index.d.ts').includes(`export function ${name}(`)), [], 'all parts that others use have a type');

// ---- strings ----
const source = readdirSync(path.join(installed, 'theme'), { recursive: true })
    .filter((name) => name.endsWith('.js'))
    .map((name) => read(`theme/${name}`))
    .join('\n');
const used = [...new Set([...source.matchAll(/\bid(?:: '|=")(theme\.litsearch\.[\w.]+)/g)].map((match) => match[1]))].sort();
ok(used.length > 40, `the components have strings (${used.length})`);
for (const language of ['zh-Hant', 'zh-Hans']) {
    is(Object.keys(JSON.parse(read(`translations/${language}.json`))).sort(), used, `all of them are there in ${language}`);
}
const { messagesOf } = require(path.join(installed, 'node/strings.js'));
const LOCALES = [['zh-Hant', '搜尋'], ['zh-TW', '搜尋'], ['zh-HK', '搜尋'], ['zh-Hans', '搜索'], ['zh-CN', '搜索'], ['zh', '搜索'], ['en', undefined], ['de', undefined], ['not a locale', undefined]];
for (const [locale, want] of LOCALES) is(messagesOf(locale)['theme.litsearch.bar.label'], want, `strings of ${locale}`);

// ---- marks ----
const { cutAtMarks, markedWords } = await import(pathToFileURL(path.join(installed, 'browser/marks.js')));
const cut = (text, marks) => cutAtMarks(text, marks).map((piece) => (piece.isMarked ? `[${piece.text}]` : piece.text)).join('');
const MARKS = [
    ['幻覺與 bias', [[0, 6], [10, 14]], '[幻覺]與 [bias]', 'Chinese and English'],
    ['𠮷野家', [[4, 7]], '𠮷[野]家', 'behind a character of four bytes'],
    ['a\u0301b', [[0, 3]], '[a\u0301]b', 'with a combining mark'],
    ['\uFEFFab', [[3, 4]], '\uFEFF[a]b', 'behind a byte order mark'],
    ['abc', [], 'abc', 'none'],
    ['abc', undefined, 'abc', 'absent'],
    ['abc', [[1, 99]], 'a[bc]', 'past the end'],
    ['abcd', [[0, 2], [1, 3]], '[ab][c]d', 'that overlap'],
    ['', [[0, 1]], '', 'of nothing'],
];
for (const [text, marks, want, name] of MARKS) is(cut(text, marks), want, `marks ${name}`);
is(
    markedWords({ snippet: 'Bias and bias', marks: [[0, 4], [9, 13]], headings: [{ text: '幻覺', marks: [[0, 6]] }] }),
    ['Bias', '幻覺'],
    'the words marked, each once',
);

// ---- links ----
const SITE = { siteUrl: 'https://n.example.org', indexedBaseUrl: '/notes/', endpoint: '/litsearch/', highlight: true };
globalThis.window = { location: new URL('https://n.example.org/notes/search?q=x') };
const script = await bundle(`export * from '${path.join(installed, 'browser/link.js')}';`, { format: 'esm' });
const { linkOf } = await import(`data:text/javascript;base64,${Buffer.from(script).toString('base64')}`);
const LINKS = [
    ['https://n.example.org/notes/a', null, '/notes/', '/notes/a', 'to a page'],
    ['https://n.example.org/notes/a', '幻覺 &"', '/notes/', '/notes/a#%E5%B9%BB%E8%A6%BA%20%26%22', 'to a heading'],
    ['/notes/a', null, '/notes/zh-Hant/', '/notes/zh-Hant/a', 'to the page in another locale'],
    ['https://n.example.org/other/a', null, '/notes/', 'https://n.example.org/other/a', 'off the site'],
    ['https://n.example.org//evil.example/a', null, '/', '/evil.example/a', 'with two slashes'],
    ['javascript:alert(1)', null, '/notes/', null, 'that is a script'],
    [' java\nscript:alert(1)', null, '/notes/', null, 'that hides one'],
    ['data:text/html,<script>', null, '/notes/', null, 'to data'],
    ['https://[', null, '/notes/', null, 'that is none'],
    [null, null, '/notes/', 'https://n.example.org/litsearch/card/a/b%20%3F.md?format=html', 'to the server, for a card without a page'],
];
for (const [url, anchor, baseUrl, want, name] of LINKS) {
    const link = linkOf({ id: 'a/b ?.md', url }, anchor, SITE, baseUrl);
    is(link && (link.path ?? link.href), want, `a link ${name}`);
}
is(linkOf({ id: 'a', url: '/notes/a', snippet: 'ab c', marks: [[0, 2]] }, null, SITE, '/notes/').path, '/notes/a?_highlight=ab', 'says what is marked');
await finish();
