// http_page.mjs BUILD WORK CARDS COUNT...: what the first result costs in a browser, with
// litsearch-serve's page over WORK/index, and with Pagefind's own interface over COUNT pages made of
// the cards, for each COUNT.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { openBrowser, openPage } from '../tests/web/browser.mjs';
import { startServer, top } from '../tests/web/server.mjs';
import { openLink } from './slow_link.mjs';

const [build, work, cards, ...counts] = process.argv.slice(2);
const PAGEFIND = path.join(top, 'build/web/pagefind/node_modules/@pagefind', `linux-${process.arch}`, 'bin/pagefind_extended');
const LINK = { rate: 10e6 / 8, latency: 40 };
const QUERY_COUNT = 30;
// Whole queries of one word, in turn English and Chinese, and two of the fixed ones of bench/run.
const QUERIES = ['hallucination', '幻覺']
    .concat(readFileSync(path.join(work, 'queries.txt'), 'utf8').split('\n').filter((query) => query && !query.includes(' ')))
    .slice(0, QUERY_COUNT);
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };

// ---- Pagefind's site ----

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

// A page of a card: headings and paragraphs are what Pagefind reads of it.
function makePage(title, text) {
    const blocks = text.split(/\n+/).filter((line) => line.trim()).map((line) => {
        const [, marks, heading] = /^(#{1,6}) (.*)/.exec(line) ?? [];
        return heading ? `<h${marks.length}>${escape(heading)}</h${marks.length}>` : `<p>${escape(line)}</p>`;
    });
    return `<!doctype html><html lang="zh-Hant"><head><meta charset="utf-8"><title>${escape(title)}</title></head>
<body><main data-pagefind-body>${blocks.join('\n')}</main></body></html>`;
}

const SEARCH_PAGE = `<!doctype html><html lang="zh-Hant"><head><meta charset="utf-8"><title>Search</title>
<link rel="icon" href="data:,"><link href="/pagefind/pagefind-ui.css" rel="stylesheet"><script src="/pagefind/pagefind-ui.js"></script></head>
<body><div id="search"></div><script>new PagefindUI({ element: '#search', showSubResults: true });</script></body></html>`;

async function listCards() {
    const files = await readdir(cards, { recursive: true });
    return files.filter((file) => file.endsWith('.md')).sort();
}

async function makeSite(count) {
    const folder = path.join(work, `site-${count}`);
    await rm(folder, { recursive: true, force: true });
    const files = (await listCards()).slice(0, count);
    for (const file of files) {
        const text = (await readFile(path.join(cards, file), 'utf8')).replace(/^---\n.*?\n---\n/s, '');
        const page = path.join(folder, file.replace(/\.md$/, '.html'));
        await mkdir(path.dirname(page), { recursive: true });
        await writeFile(page, makePage(/^# (.*)/m.exec(text)?.[1] ?? file, text));
    }
    await mkdir(path.join(folder, 'search'));
    await writeFile(path.join(folder, 'search/index.html'), SEARCH_PAGE);
    execFileSync(PAGEFIND, ['--site', folder, '--quiet'], { stdio: 'inherit' });
    return folder;
}

// Packed as web servers do it: Pagefind's own packed files are left as they are.
async function serveSite(folder) {
    const packed = new Map();
    const server = createServer(async (request, response) => {
        const { pathname } = new URL(request.url, 'http://localhost');
        const file = path.join(folder, decodeURIComponent(pathname), pathname.endsWith('/') ? 'index.html' : '');
        const type = TYPES[path.extname(file)];
        const body = packed.get(file) ?? (await readFile(file).then((bytes) => (type ? promisify(gzip)(bytes) : bytes)).catch(() => null));
        if (body) packed.set(file, body);
        response.writeHead(body ? 200 : 404, {
            'content-type': type ?? 'application/octet-stream',
            'content-length': body?.length ?? 0,
            ...(type && { 'content-encoding': 'gzip' }),
        });
        response.end(body);
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    return server;
}

// ---- measuring ----

// Milliseconds from the keystroke that completes `query` to the first result that is another one
// than before; null when there is none.
function timeQuery(page, { box, result }, query) {
    return page.evaluate(
        ({ box, result, query }) =>
            new Promise((resolve) => {
                const input = document.querySelector(box);
                const before = document.querySelector(result);
                const start = performance.now();
                const look = () => {
                    const now = document.querySelector(result);
                    if (now && now !== before && now.textContent.trim()) end(performance.now() - start);
                };
                const observer = new MutationObserver(look);
                const end = (time) => {
                    observer.disconnect();
                    clearTimeout(timer);
                    resolve(time);
                };
                const timer = setTimeout(() => end(null), 5000);
                observer.observe(document.body, { childList: true, subtree: true, characterData: true });
                input.focus();
                input.value = query;
                input.dispatchEvent(new InputEvent('input', { bubbles: true }));
            }),
        { box, result, query },
    );
}

async function clearBox(page, { box, result }) {
    await page.fill(box, '');
    await page.waitForFunction((result) => !document.querySelector(result), result);
    await page.waitForTimeout(400);
}

const percentile = (values, percent) => values.toSorted((a, b) => a - b)[Math.round((percent / 100) * (values.length - 1))];
const show = (number) => (number === undefined ? '–' : number.toFixed(number < 100 ? 1 : 0));

// A new visitor's first query, then those that follow it on the same page.
async function measurePlace(browser, place, port) {
    const link = await openLink(port, LINK);
    // A query that takes the server too long counts as one that finds nothing.
    const page = await openPage(browser, { hosts: [new URL(link.url).host], locale: 'en-US', expected: [/status of 503/] });
    await page.goto(link.url + place.path, { waitUntil: 'networkidle' });
    const first = await timeQuery(page, place, QUERIES[0]);
    const bytes = link.bytes();
    const times = [];
    for (const query of QUERIES.slice(1)) {
        await clearBox(page, place);
        times.push(await timeQuery(page, place, query));
    }
    if (page.problems.length > 0) throw new Error(page.problems.join('\n'));
    await page.context().close();
    link.stop();
    const found = times.filter((time) => time !== null);
    const cells = [bytes / 1000, first ?? undefined, percentile(found, 50), percentile(found, 100)].map(show);
    print(place.name, [...cells, `${found.length}/${times.length}`]);
}

function print(name, cells) {
    console.log('  ' + name.padEnd(24), ...cells.map((cell) => cell.padStart(8)));
}

const browser = await openBrowser();
print('', ['kB', 'first', 'p50', 'max', 'found']);

process.env.BUILD = build;
const server = await startServer({ db: path.join(work, 'index'), args: ['--quiet'] });
await measurePlace(browser, { name: 'litsearch-serve', path: '/', box: '#q', result: '.hit h2 a' }, new URL(server.url).port);
await server.stop();

for (const count of new Set(counts.map(Number))) {
    const site = await serveSite(await makeSite(count));
    const name = `Pagefind, ${count} pages`;
    const place = { name, path: '/search/', box: '.pagefind-ui__search-input', result: '.pagefind-ui__result-link' };
    await measurePlace(browser, place, site.address().port);
    site.closeAllConnections();
    site.close();
}
await browser.close();
process.exit();
