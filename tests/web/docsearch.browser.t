#!/bin/sh
':' //; exec "${0%/*}/run" "$0" "$@"
// DocSearch's own dialog, as sites have it, asks litsearch-serve.
import { openBrowser, openPage, takeScreenshot } from './browser.mjs';
import { bundle, packageFile, serveFiles, startServer } from './server.mjs';
import { finish, is, like, ok, unlike } from './tap.mjs';
import { readFileSync } from 'node:fs';

const site = await serveFiles({ pages: {} });
const server = await startServer({ args: ['--origin', '*', '--base-url', `${site.url}/docs`] });

// The client is DocSearch's own but for the host it asks.
const app = `import { liteClient } from 'algoliasearch/lite';
import { DocSearch } from '@docsearch/react';
import { createRoot } from 'react-dom/client';
createRoot(document.getElementById('root')).render(
    <DocSearch appId="litsearch" apiKey="none" indices={[{ name: 'cards', searchParameters: {
        facetFilters: ['language:zh-Hant', ['docusaurus_tag:default', 'docusaurus_tag:docs-default-current']],
    } }]} insights={false}
    transformSearchClient={() => liteClient('litsearch', 'none', {
        hosts: [{ url: '${server.host}', accept: 'readWrite', protocol: 'http' }],
    })} />);`;
const pages = {
    '/': `<!doctype html><html lang="en"><head><title>A site</title><link rel="icon" href="data:,">
        <link rel="stylesheet" href="/docsearch.css"></head><body><h1>Notes</h1><div id="root"></div>
        <script src="/app.js"></script></body></html>`,
    '/app.js': { body: await bundle(app), type: 'text/javascript' },
    '/docsearch.css': { body: readFileSync(packageFile('@docsearch/css/dist/style.css'), 'utf8'), type: 'text/css' },
};
site.stop();
const shop = await serveFiles({ pages });
const browser = await openBrowser();
const page = await openPage(browser, { hosts: [shop.host, server.host], expected: [/404/, /insights/] });
await page.goto(shop.url);
await page.keyboard.press('Control+k');
await page.waitForSelector('.DocSearch-Input');
await page.keyboard.type('hallucination bias', { delay: 20 });
await page.waitForSelector('.DocSearch-Hit mark', { timeout: 5000 }).catch(() => console.log(page.problems, server.log));
await takeScreenshot(page, 'docsearch');
console.log('#', await page.textContent('.DocSearch-Dropdown'));
is(page.problems, [], 'nothing is wrong');
await browser.close();
await finish();
