// A real Docusaurus site with the packed theme, and a web server for it.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, request as ask } from 'node:http';
import path from 'node:path';
import { build, packageFile, top } from './server.mjs';
import { atExit } from './tap.mjs';

const theme = path.join(top, 'site/docusaurus-theme-litsearch');

// A folder from which the installed packages are found, and in its node_modules the theme as npm
// packs it. `files` are the paths in the package.
export function makeSiteFolder() {
    const folder = mkdtempSync(path.join(path.dirname(packageFile('')), 'theme-'));
    atExit(() => rmSync(folder, { recursive: true, force: true }));
    const [{ filename, files }] = JSON.parse(
        execFileSync('npm', ['pack', '--json', '--pack-destination', folder, theme], {
            stdio: ['ignore', 'pipe', 'ignore'],
            cwd: folder,
        }),
    );
    const installed = path.join(folder, 'node_modules/docusaurus-theme-litsearch');
    mkdirSync(installed, { recursive: true });
    execFileSync('tar', ['xzf', path.join(folder, filename), '-C', installed, '--strip-components=1']);
    return { folder, installed, files: files.map((file) => file.path).sort() };
}

// The site of tests/web/site over the cards of `source` and those of `cards` (name → text).
export function fillSite(folder, { source = null, cards = {} } = {}) {
    cpSync(path.join(top, 'tests/web/site'), folder, { recursive: true });
    const docs = path.join(folder, 'docs');
    mkdirSync(docs, { recursive: true });
    if (source) cpSync(source, docs, { recursive: true });
    // Docusaurus makes no page of a .markdown.
    for (const name of readdirSync(docs, { recursive: true }).filter((one) => one.endsWith('.markdown'))) {
        renameSync(path.join(docs, name), path.join(docs, name.replace(/\.markdown$/, '.md')));
    }
    for (const [name, text] of Object.entries(cards)) writeFileSync(path.join(docs, name), text);
}

// `docusaurus ARGS` in the folder. Has `said` (a list of texts) and `ended` (a promise of the exit status).
export function docusaurus(folder, args, env = {}) {
    const child = spawn(process.execPath, [packageFile('@docusaurus/core/bin/docusaurus.mjs'), ...args], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
        env: {
            ...process.env,
            LITSEARCH_INDEX: path.join(build, 'litsearch-index'),
            DOCUSAURUS_NO_PERSISTENT_CACHE: 'true',
            NO_UPDATE_NOTIFIER: '1',
            ...env,
        },
    });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => said.push(text));
    const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
    const stop = () => {
        if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL');
    };
    atExit(stop);
    return { said, ended, stop };
}

// A port that is free now.
export async function findPort() {
    const server = createServer();
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address();
    await new Promise((resolve) => server.close(resolve));
    return port;
}

// Whether the condition comes true before a promise is kept or a minute and a half is over.
export async function waitFor(condition, end) {
    let isOver = false;
    end.then(() => (isOver = true));
    for (const start = Date.now(); !isOver && Date.now() - start < 90_000; ) {
        if (await condition()) return true;
        await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return false;
}

const TYPES = {
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript; charset=utf-8',
    '.css': 'text/css; charset=utf-8',
    '.svg': 'image/svg+xml',
    '.xml': 'application/xml',
};

async function readPage(folder, pathname) {
    const file = path.join(folder, path.normalize(decodeURIComponent(pathname)));
    for (const choice of [file, path.join(file, 'index.html'), `${file}.html`]) {
        const body = await readFile(choice).catch(() => null);
        if (body) return { body, type: TYPES[path.extname(choice)] ?? 'application/octet-stream', code: 200 };
    }
    return { body: await readFile(path.join(folder, '404.html')), type: TYPES['.html'], code: 404 };
}

function passOn(request, response, target) {
    const url = new URL(request.url.slice('/litsearch'.length), target);
    const onward = ask(url, { method: request.method, headers: request.headers, agent: false }, (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
    });
    onward.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
    response.on('close', () => onward.destroy());
    request.pipe(onward);
}

// The built site as a web server serves it: files below /notes/, and /litsearch/ passed on to the
// server at `target`. What is asked of that is in `asked`; where `answer` is set to a function of
// (URL, response) that returns true, it has answered instead.
export async function serveSite(folder, target) {
    const site = { target, asked: [], answer: null };
    const server = createServer(async (request, response) => {
        if (request.url.startsWith('/litsearch/')) {
            site.asked.push(request.url);
            if (!(await site.answer?.(new URL(request.url, 'http://site'), response))) passOn(request, response, site.target);
            return;
        }
        const { pathname } = new URL(request.url, 'http://site');
        const isBelow = pathname.startsWith('/notes/');
        const page = isBelow ? await readPage(folder, pathname.slice('/notes/'.length)) : { body: '', type: 'text/plain', code: 404 };
        response.writeHead(page.code, { 'content-type': page.type }).end(page.body);
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    site.host = `127.0.0.1:${server.address().port}`;
    site.url = `http://${site.host}/notes`;
    return site;
}
