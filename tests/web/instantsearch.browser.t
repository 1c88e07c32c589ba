#!/bin/sh
':' //; exec "${0%/*}/run" "$0" "$@"
// InstantSearch, with Algolia's client and with Meilisearch's, over litsearch-serve.
import { readFileSync } from 'node:fs';
import { openBrowser, openPage, takeScreenshot } from './browser.mjs';
import { bundle, packageFile, serveFiles, startServer } from './server.mjs';
import { finish, is, like, ok, unlike } from './tap.mjs';

const pages = {};
const site = await serveFiles({ pages });
const server = await startServer({ args: ['--origin', site.url, '--base-url', `${site.url}/docs`] });

const clients = {
    algolia: `import { liteClient } from 'algoliasearch/lite';
const searchClient = liteClient('litsearch', 'none', { hosts: [{ url: '${server.host}', accept: 'readWrite', protocol: 'http' }] });
const byYear = 'cards_year_desc';`,
    meilisearch: `import { instantMeiliSearch } from '@meilisearch/instant-meilisearch';
const { searchClient } = instantMeiliSearch('${server.url}', 'none', { finitePagination: true });
const byYear = 'cards:year:desc';`,
};
const app = (client) => `${client}
import instantsearch from 'instantsearch.js';
import { configure, hits, pagination, rangeInput, refinementList, searchBox, sortBy, stats } from 'instantsearch.js/es/widgets';
const search = instantsearch({ indexName: 'cards', searchClient });
search.addWidgets([
    configure({ hitsPerPage: 5, attributesToSnippet: ['content:12'] }),
    searchBox({ container: '#box' }),
    stats({ container: '#stats' }),
    refinementList({ container: '#domain', attribute: 'domain', limit: 40 }),
    refinementList({ container: '#journal', attribute: 'journal', operator: 'and', limit: 40 }),
    rangeInput({ container: '#score', attribute: 'score', precision: 1 }),
    sortBy({ container: '#sort', items: [{ label: 'Best', value: 'cards' }, { label: 'Newest', value: byYear }] }),
    hits({ container: '#hits', templates: { item: (hit, { html, components }) => html\`<a href="\${hit.url}" data-year="\${hit.year}" data-score="\${hit.score}" data-domain="\${(hit.domain || []).join(' ')}">
        \${components.Highlight({ hit, attribute: 'title' })}</a><p>\${components.Snippet({ hit, attribute: 'content' })}</p>\` } }),
    pagination({ container: '#pages' }),
]);
search.start();`;

const html = (name) => `<!doctype html><html lang="en"><head><title>${name}</title><link rel="icon" href="data:,">
    </head><body><div id="box"></div><div id="stats"></div><div id="sort"></div><div id="domain"></div>
    <div id="journal"></div><div id="score"></div><div id="hits"></div><div id="pages"></div><script src="/${name}.js"></script></body></html>`;
for (const [name, client] of Object.entries(clients)) {
    pages[`/${name}`] = html(name);
    pages[`/${name}.js`] = { body: await bundle(app(client)), type: 'text/javascript' };
}

const browser = await openBrowser();

async function tryClient(name) {
    const page = await openPage(browser, { hosts: [site.host, server.host] });
    const all = (selector, read) => page.locator(selector).evaluateAll(read);
    const count = async () => Number(/^([\d,]+)/.exec(await page.textContent('#stats .ais-Stats-text'))[1].replace(',', ''));
    const until = (test, argument) => page.waitForFunction(test, argument, { timeout: 10000 });
    const values = () => all('#domain .ais-RefinementList-item', (items) => items.map((item) => [item.querySelector('.ais-RefinementList-labelText').textContent, Number(item.querySelector('.ais-RefinementList-count').textContent)]));
    const own = async (parameters) => (await fetch(`${server.url}/search?${new URLSearchParams(parameters)}`)).json();

    await page.goto(`${site.url}/${name}`);
    await page.waitForSelector('.ais-Hits-item');
    is(await count(), (await own({})).total, `${name}: at first all cards`);
    await page.fill('#box input', 'hallucination');
    await page.waitForSelector('#hits mark');
    const found = await own({ q: 'hallucination', typing: 1, facets: 1 });
    await until((total) => document.querySelector('#stats').textContent.startsWith(String(total)), found.total);
    is(await count(), found.total, 'the count of what was found');
    ok((await all('#hits mark', (marks) => marks.map((mark) => mark.textContent))).every((text) => /^hallucinat/i.test(text)), 'the words are marked');
    like(await page.locator('#hits a').first().getAttribute('href'), /\/docs\/.+#/, 'hits lead to headings');

    await page.fill('#box input', 'patient');
    const patients = await own({ q: 'patient', typing: 1, facets: 1 });
    await until((total) => document.querySelector('#stats').textContent.startsWith(String(total)), patients.total);
    const before = await values();
    is(Object.fromEntries(before), Object.fromEntries(patients.facets.domain.map(({ value, count: cards }) => [value, cards])), 'the facet and its counts');

    await page.click('#domain .ais-RefinementList-checkbox >> nth=0');
    await until((total) => document.querySelector('#stats').textContent.startsWith(String(total)), before[0][1]);
    ok(before[0][1] > 1 && before[0][1] < patients.total, 'a value that several articles have, and others not');
    is(await count(), before[0][1], 'a value chosen leaves as many as it said');
    is(Object.fromEntries(await values()), Object.fromEntries(before), 'the others stay, with their counts');
    await page.click('#domain .ais-RefinementList-checkbox >> nth=1');
    const two = await own(new URLSearchParams([['q', 'patient'], ['typing', 1], ['domain', before[0][0]], ['domain', before[1][0]]]));
    await until((total) => document.querySelector('#stats').textContent.startsWith(String(total)), two.total);
    ok(two.total > before[0][1], 'another one that others have');
    is(await count(), two.total, 'a second value adds its articles');
    await takeScreenshot(page, `instantsearch-${name}`);

    await page.goto(`${site.url}/${name}`);
    await page.waitForSelector('.ais-Hits-item');
    await page.fill('#score .ais-RangeInput-input--min', '8');
    await page.click('#score .ais-RangeInput-submit');
    const good = (await own({ score: '8..' })).total;
    await until((total) => document.querySelector('#stats').textContent.startsWith(String(total)), good);
    is(await count(), good, 'a range of scores');
    ok((await all('#hits a', (links) => links.map((link) => Number(link.dataset.score)))).every((score) => score >= 8), 'holds for each hit');
    is((await all('#hits a', (links) => links.length)), 5, 'a page has five');
    const first = await page.textContent('#hits a >> nth=0');
    await page.click('#pages .ais-Pagination-item--nextPage a');
    await until((title) => document.querySelector('#hits a').textContent !== title, first);
    ok(true, 'the next page has others');
    await page.selectOption('#sort select', { label: 'Newest' });
    const newest = (await own({ score: '8..', sort: 'year', limit: 5 })).hits.map(({ title }) => title);
    const shown = () => all('#hits a', (links) => links.map((link) => link.textContent.trim()));
    await until((title) => document.querySelector('#hits a').textContent.trim() === title, newest[0]);
    is(await shown(), newest, 'and in the order of years');
    await page.fill('#box input', 'zzqqzzqq');
    await page.waitForSelector('.ais-Hits--empty');
    is(await all('#hits a', (links) => links.length), 0, 'nothing is found');
    is(page.problems, [], 'nothing is wrong');
    await page.context().close();
}

for (const name of Object.keys(clients)) await tryClient(name);
unlike(server.log.join('\n'), /(GET|POST) \S+ [45]\d\d /, 'no request was');
await browser.close();
await finish();
