// What a test needs beside the browser: the server over an index of its own, a server of plain
// files, and scripts bundled with the packages they import.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { atExit } from './cleanup.mjs';

export const top = fileURLToPath(new URL('../..', import.meta.url));
export const build = path.resolve(process.env.BUILD ?? path.join(top, 'build'));
const packages = path.join(top, 'build/web/node_modules');

// A file of an installed package.
export const packageFile = (name) => path.join(packages, name);

export function makeFolder() {
    const folder = mkdtempSync(path.join(tmpdir(), 'litsearch-web-'));
    atExit(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
}

export function makeIndex(cards = path.join(top, 'corpus/cards'), folder = path.join(makeFolder(), 'index'), args = []) {
    execFileSync(path.join(build, 'litsearch-index'), ['--quiet', '--db', folder, ...args, cards], {
        stdio: ['ignore', 'ignore', 'inherit'],
    });
    return folder;
}

// litsearch-serve on a free port, over corpus/cards unless `db` says otherwise. Of what is returned,
// `log` is the lines it has written so far; stop() resolves to its exit status, or signal.
export async function startServer({ db = makeIndex(), args = [], env = {} } = {}) {
    // A dictionary that happens to be there must not change what is found.
    const child = spawn(path.join(build, 'litsearch-serve'), ['--db', db, '--listen', '127.0.0.1:0', ...args], {
        stdio: ['ignore', 'inherit', 'pipe'],
        env: { ...process.env, LITSEARCH_DICT: '', ...env },
    });
    atExit(() => child.kill('SIGKILL'));
    const ended = new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('exit', (code, signal) => resolve(code ?? signal));
    });
    const log = [];
    const lines = createInterface(child.stderr);
    const url = await new Promise((resolve, reject) => {
        lines.on('line', (line) => {
            log.push(line);
            const found = /listening on (http:\S+)/.exec(line);
            if (found) resolve(found[1].replace(/\/$/, ''));
        });
        ended.then((status) => reject(new Error(`litsearch-serve ended with ${status}: ${log.join('\n')}`)), reject);
    });
    return {
        url,
        host: new URL(url).host,
        db,
        pid: child.pid,
        log,
        ended,
        stop: (signal = 'SIGTERM') => {
            child.kill(signal);
            return ended;
        },
    };
}

const TYPES = {
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript; charset=utf-8',
    '.mjs': 'text/javascript; charset=utf-8',
    '.css': 'text/css; charset=utf-8',
    '.json': 'application/json',
    '.svg': 'image/svg+xml',
    '.png': 'image/png',
    '.ico': 'image/x-icon',
    '.xml': 'application/xml',
    '.wasm': 'application/wasm',
};

async function readPage(folder, pathname) {
    const file = path.join(folder, path.normalize(decodeURIComponent(pathname)));
    const choices = path.extname(file) ? [file] : [path.join(file, 'index.html'), `${file}.html`, file];
    for (const choice of choices) {
        const body = await readFile(choice).catch(() => null);
        if (body) return { body, type: TYPES[path.extname(choice)] ?? 'application/octet-stream' };
    }
    return null;
}

// The files of `folder` (under the URL path `base`), or what `pages` gives for a path: HTML, or
// {body, type}. Has url, host and stop().
export async function serveFiles({ folder = null, pages = {}, base = '/', headers = {} }) {
    const server = createServer(async (request, response) => {
        const { pathname } = new URL(request.url, 'http://localhost');
        const given = pages[pathname];
        let page = typeof given === 'string' ? { body: given, type: TYPES['.html'] } : given;
        if (!page && folder && pathname.startsWith(base)) page = await readPage(folder, pathname.slice(base.length));
        response.writeHead(page ? 200 : 404, { 'content-type': page?.type ?? 'text/plain', ...headers });
        response.end(page?.body ?? 'not found');
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${server.address().port}`;
    return { url: `http://${host}`, host, stop: () => server.closeAllConnections() ?? server.close() };
}

// A browser's script (text) from the source of a module that imports installed packages; JSX may
// be in it.
export async function bundle(contents, options = {}) {
    const { build: run } = await import('esbuild');
    const { outputFiles } = await run({
        stdin: { contents, resolveDir: path.join(top, 'tests/web'), loader: 'jsx' },
        nodePaths: [packages],
        bundle: true,
        format: 'iife',
        jsx: 'automatic',
        define: { 'process.env.NODE_ENV': '"production"' },
        logLevel: 'error',
        write: false,
        ...options,
    });
    return outputFiles[0].text;
}
