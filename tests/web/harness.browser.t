#!/bin/sh
':' //; exec "${0%/*}/run" "$0" "$@"
// The tests' own tools see what they are there to see.
import { readFileSync } from 'node:fs';
import { findBarriers, openBrowser, openPage, takeScreenshot } from './browser.mjs';
import { bundle, packageFile, serveFiles, startServer } from './server.mjs';
import { finish, is, like, ok } from './tap.mjs';

const head = '<!doctype html><html lang="en"><head><title>A page</title><link rel="icon" href="data:,">';
const good = `${head}</head><body><main><h1>Cards</h1><label>Search <input></label></main></body></html>`;
const app = `import { createRoot } from 'react-dom/client';
createRoot(document.getElementById('root')).render(<p id="made">心律不整</p>);`;
const bad = `${head}<meta http-equiv="Content-Security-Policy" content="script-src 'self'"></head>
<body><h1>Cards</h1><input><img src="http://example.org/a.png">
<script>document.title = 'inline';</script><script src="/throws.js"></script></body></html>`;

const site = await serveFiles({
    pages: {
        '/': good,
        '/app': `${good}<div id="root"></div><script src="/app.js"></script>`,
        '/app.js': { body: await bundle(app), type: 'text/javascript' },
        '/bad': bad,
        '/throws.js': { body: 'throw new Error("on purpose");', type: 'text/javascript' },
    },
});
const browser = await openBrowser();

const page = await openPage(browser, { hosts: [site.host], locale: 'zh-TW' });
await page.goto(site.url);
is(await page.textContent('h1'), 'Cards', 'a page is shown');
is(await page.evaluate(() => navigator.language), 'zh-TW', 'in the language asked for');
is(await findBarriers(page), [], 'without barriers');
await page.goto(`${site.url}/app`);
is(await page.textContent('#made'), '心律不整', 'a bundled script runs, React in it');
await takeScreenshot(page, 'harness');
is(page.problems, [], 'nothing is wrong with a good page');

const worse = await openPage(browser, { hosts: [site.host] });
await worse.goto(`${site.url}/bad`);
const problems = worse.problems.join('\n');
like(problems, /request elsewhere: http:\/\/example\.org\/a\.png/, 'requests to other hosts are seen');
like(problems, /request failed: net::ERR_NAME_NOT_RESOLVED/, 'and come to nothing');
like(problems, /Content Security Policy/, 'violations of the policy are seen');
like(problems, /script: Error: on purpose/, 'scripts that throw are seen');
like((await findBarriers(worse)).join('\n'), /critical label/, 'barriers are seen');

const forgiving = await openPage(browser, { hosts: [site.host, 'example.org'], expected: [/./] });
await forgiving.goto(`${site.url}/bad`);
is(forgiving.problems, [], 'what is expected is no problem');

ok(readFileSync(packageFile('axe-core/package.json')).length > 0, 'files of packages are found');
const server = await startServer();
const { cards } = await (await fetch(`${server.url}/health`)).json();
ok(cards > 0, 'the server answers, over an index of the sample cards');
is(await server.stop(), 0, 'and stops when told to');

await browser.close();
await finish();
