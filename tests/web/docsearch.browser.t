#!/bin/sh
':' //; exec "${0%/*}/run" "$0" "$@"
// DocSearch's own dialog, as sites have it, asks litsearch-serve.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openBrowser, openPage, takeScreenshot } from './browser.mjs';
import { bundle, makeFolder, makeIndex, packageFile, serveFiles, startServer } from './server.mjs';
import { finish, is, like, ok, unlike } from './tap.mjs';

// A card whose title would be a script if it were not text, as its author says with entities.
const cards = path.join(makeFolder(), 'cards');
mkdirSync(cards);
const sample = (number) => readFileSync(new URL(`../../corpus/cards/large-language-models/llm-0${number}.md`, import.meta.url), 'utf8');
for (const number of [1, 2, 3]) writeFileSync(path.join(cards, `llm-0${number}.md`), sample(number));
const evil = `<img src=x onerror="document.title='script'"> & <script>document.title='script'</script>`.replaceAll('<', '&lt;');
writeFileSync(path.join(cards, 'evil.md'), `# ${evil}\n\n**English Title**: Zebra ${evil}\n**應用領域**: 門診\n\n## About ${evil}\n\nA zebra ${evil}.\n`);

// DocSearch's client but for the host it asks, and what Docusaurus adds to each request.
const app = (host) => `import { liteClient } from 'algoliasearch/lite';
import { DocSearch } from '@docsearch/react';
import { createRoot } from 'react-dom/client';
createRoot(document.getElementById('root')).render(
    <DocSearch appId="litsearch" apiKey="none" insights={false} indices={[{ name: 'cards', searchParameters: {
        facetFilters: ['language:zh-Hant', ['docusaurus_tag:default', 'docusaurus_tag:docs-default-current']],
    } }]} transformSearchClient={() => liteClient('litsearch', 'none', {
        hosts: [{ url: '${host}', accept: 'readWrite', protocol: 'http' }],
    })} />);`;
const pages = {
    '/': `<!doctype html><html lang="en"><head><title>A site</title><link rel="icon" href="data:,">
        <link rel="stylesheet" href="/docsearch.css"></head><body><h1>Notes</h1><div id="root"></div>
        <script src="/app.js"></script></body></html>`,
    '/docsearch.css': { body: readFileSync(packageFile('@docsearch/css/dist/style.css'), 'utf8'), type: 'text/css' },
    '/docs/llm-01': '<!doctype html><html lang="en"><title>An article</title><link rel="icon" href="data:,"><h1>One</h1>',
};
const site = await serveFiles({ pages });
const server = await startServer({ db: makeIndex(cards), args: ['--origin', site.url, '--base-url', `${site.url}/docs`] });
pages['/app.js'] = { body: await bundle(app(server.host)), type: 'text/javascript' };

const browser = await openBrowser();
const page = await openPage(browser, { hosts: [site.host, server.host] });
const open = async (text) => {
    await page.goto(site.url);
    await page.keyboard.press('Control+k');
    await page.waitForSelector('.DocSearch-Input');
    await page.keyboard.type(text, { delay: 15 });
    await page.waitForSelector('.DocSearch-Hit mark');
};
// Until then the answer to less than what was typed may stand there.
const isMarked = (words, atLeast) =>
    page.waitForFunction(
        ([source, count]) => {
            const marks = [...document.querySelectorAll('.DocSearch-Hit mark')];
            return marks.length >= count && marks.every((mark) => new RegExp(source, 'i').test(mark.innerText));
        },
        [words, atLeast],
    );
const texts = (selector) => page.locator(selector).allInnerTexts();

await open('hallucination bias');
await isMarked('^(hallucinat|bias)', 4);
await takeScreenshot(page, 'docsearch');
const groups = await texts('.DocSearch-Hit-source');
ok(groups.length > 1, 'each article has a group of its own');
like(groups[0], /門診 · Journal of clinical medicine/, 'headed by its domains and journal');
const first = page.locator('.DocSearch-Hits').first().locator('.DocSearch-Hit');
like(await first.nth(0).innerText(), /Challenges of Implementing LLMs/, 'the article comes first');
like(await first.nth(1).innerText(), /bias[\s\S]*Abstract/, 'below it passages, with their headings');
ok((await first.count()) > 2, 'several of them');
ok(true, 'the words are marked, and nothing else');
await page.keyboard.press('ArrowDown');
const url = await page.locator('.DocSearch-Hit[aria-selected=true] a').getAttribute('href');
like(url, /\/docs\/llm-0\d#.+/, 'a passage leads to its heading');
await page.keyboard.press('Enter');
await page.waitForURL(/\/docs\/llm-01#/);
is(page.url(), new URL(url, site.url).href, 'where Enter goes to');

await open('幻覺');
await isMarked('^幻覺$', 1);
ok(true, 'Chinese is found and marked');
await open('halluc');
await isMarked('^hallucinat', 1);
ok(true, 'so is half a word');

await open('zebra');
await takeScreenshot(page, 'docsearch-evil');
like((await texts('.DocSearch-Hit')).join('\n'), /<img src=x onerror=/, 'a script in a title is shown');
await page.keyboard.press('Enter');
await page.waitForURL(/\/docs\/evil/);
await page.goto(site.url);
await page.keyboard.press('Control+k');
await page.waitForSelector('.DocSearch-Hit');
like((await texts('.DocSearch-Hit')).join('\n'), /onerror=/, 'among the recent ones too');
is(await page.title(), 'A site', 'and never runs');

await page.keyboard.type('qqzzqqzz');
await page.waitForSelector('.DocSearch-NoResults');
ok(true, 'nothing is found, and said so');
is(page.problems.filter((problem) => !/404|\/docs\/evil/.test(problem)), [], 'nothing is wrong');
unlike(server.log.join('\n'), /(GET|POST) \S+ [45]\d\d /, 'and no request was');
await browser.close();
await finish();
