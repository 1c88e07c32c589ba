#!/bin/sh
':' //; exec "${0%/*}/run" "$0" "$@"
// The theme in a real Docusaurus site, built over corpus/cards in two languages, indexed by the
// build and driven in Chromium.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { findBarriers, openBrowser, openPage, takeScreenshot } from './browser.mjs';
import { startServer, top } from './server.mjs';
import { diag, finish, is, isnt, like, ok, unlike } from './tap.mjs';
import { docusaurus, fillSite, findPort, makeSiteFolder, serveSite, waitFor } from './theme.site.mjs';

const card = (title, rest) => `${rest?.front ?? ''}# ${title}

**English Title**: ${rest?.english ?? title}
**PMID**: ${rest?.pmid ?? '待查'}
**期刊**: Journal of Tests
**評分**: 9/10
**應用領域**: 測試

## 📌 第一張：核心觀點卡

### ${rest?.heading ?? 'Abstract'}
${rest?.text ?? 'Nothing more.'}
`;
const EVIL = '<img src=x onerror=window.hacked=1>';
const CARDS = {
    // Escaped, so that the page itself has no such element.
    'hostile.md': card(`\\${EVIL}`, {
        english: `\`${EVIL}\` in zebrafish`,
        heading: `\\${EVIL} of zebrafish`,
        text: `The zebrafish \\${EVIL} and \\<script\\>window.hacked=2\\</script\\> swims.`,
    }),
    'draft.md': card('Draft', { front: '---\ndraft: true\n---\n\n', text: 'A quokka in a draft.' }),
    'unlisted.md': card('Unlisted', { front: '---\nunlisted: true\n---\n\n', text: 'A wombat nobody lists.' }),
    'split.md': card('Half in bold', { text: 'The word **aard**vark is half in bold, and aardvarks are many.' }),
};

const { folder } = makeSiteFolder();
fillSite(folder, { source: path.join(top, 'corpus/cards'), cards: CARDS });

// ---- the build ----
const building = docusaurus(folder, ['build', '--no-minify']);
const status = await building.ended;
if (!ok(status === 0, 'docusaurus build', building.said.join(''))) await finish();
like(building.said.join(''), /litsearch-index: \d+ cards indexed/, 'the build tells of the index');
is(building.said.join('').match(/cards indexed/g).length, 1, 'which is made once for all locales');
const built = path.join(folder, 'build');
const read = (name) => readFileSync(path.join(built, name), 'utf8');
const { version, routes } = JSON.parse(readFileSync(path.join(folder, '.docusaurus/litsearch-routes.json'), 'utf8'));
is(version, 1, 'the list of pages');
const permalinks = new Map(routes.map((route) => [route.source, route.permalink]));
is(permalinks.get('@site/docs/large-language-models/llm-01.md'), '/notes/cards/large-language-models/llm-01', 'has the cards');
is(permalinks.get('@site/blog/2024-05-01-reading.md'), '/notes/blog/reading', 'has posts');
is(permalinks.get('@site/src/pages/index.md'), '/notes/', 'has pages');
ok(!permalinks.has('@site/docs/draft.md') && !permalinks.has('@site/docs/unlisted.md'), 'has no drafts and nothing unlisted');
like(read('index.html'), /<link[^>]+rel="search"[^>]+href="\/notes\/opensearch\.xml"/, 'pages tell browsers of the search');
like(read('opensearch.xml'), /template="https:\/\/notes\.example\.org\/notes\/search\?q=\{searchTerms\}"/, 'its description');
like(read('zh-Hant/opensearch.xml'), /notes\.example\.org\/notes\/zh-Hant\/search\?q=/, 'and that of the other locale');
like(read('search/index.html'), /<meta[^>]+name="robots"[^>]+content="noindex/, 'the search page is not for search engines');

// A small site whose own server is started meanwhile; the rest does not wait for it.
const { folder: small } = makeSiteFolder();
fillSite(small, { cards: { 'one.md': card('One') } });
const server = await startServer({ db: path.join(folder, 'index') });
for (const hidden of ['quokka', 'wombat']) {
    const found = await (await fetch(`${server.url}/search?q=${hidden}&expand=0`)).json();
    is([found.total, found.total_some], [0, 0], `a ${hidden} on a hidden page is not found`);
}
const port = await findPort();
const starting = docusaurus(small, ['start', '--port', String(port), '--host', '127.0.0.1', '--no-open'], { LITSEARCH_URL: server.url });

// ---- the box ----
const site = await serveSite(built, server.url);
const browser = await openBrowser();
const PATIENCE_MS = 10000;
const field = 'dialog[open] [role=combobox]';
const options = 'dialog[open] [role=option]';
const active = `${options}[aria-selected=true]`;
const EXPECTED = [/status of (400|404|500|502|503)/, /favicon/];
const isAlive = (page) => page.waitForSelector('html[data-has-hydrated=true]');
const open = async (more = {}) => {
    const { at = '/cards/large-language-models/llm-02', ...rest } = more;
    const page = await openPage(browser, { hosts: [site.host], expected: EXPECTED, reducedMotion: 'reduce', ...rest });
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(site.url + at, { waitUntil: 'load' });
    await isAlive(page);
    return page;
};
const press = (page, ...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
const seek = async (page, text) => {
    if (!(await page.$(field))) {
        await page.keyboard.press('Control+k');
        await page.waitForSelector(field);
    }
    await page.fill(field, text);
    await page.waitForSelector('dialog[open] [aria-busy=false]');
};
const texts = (page, selector) => page.$$eval(selector, (all) => all.map((one) => one.textContent));
const isClosed = (page) => page.waitForSelector('dialog', { state: 'detached' });

const page = await open();
is(site.asked, [], 'a page asks the server nothing');
await page.focus('nav button[aria-haspopup=dialog]');
await page.keyboard.press('Control+k');
await page.waitForSelector(field);
is(await page.evaluate((selector) => document.activeElement === document.querySelector(selector), field), true, 'Ctrl+K opens the box, ready to type');
is(await page.getAttribute(field, 'aria-expanded'), 'false', 'nothing to choose yet');
await page.keyboard.press('Escape');
await isClosed(page);
is(await page.evaluate(() => document.activeElement.getAttribute('aria-haspopup')), 'dialog', 'Esc closes it, and gives the focus back');
await page.evaluate(() => document.activeElement.blur());
await page.keyboard.press('/');
await page.waitForSelector(field);
is(await page.inputValue(field), '', '/ opens it and is not typed');
is(site.asked, [], 'an empty box asks nothing');
await page.keyboard.type('h');
await page.waitForSelector(options);
like(site.asked.at(-1), /^\/litsearch\/search\?q=h&limit=8&headings=3&facets=1&typing=1$/, 'the first key is asked for');
await page.keyboard.type('allucination bias');
await page.waitForFunction((selector) => document.querySelector(selector)?.textContent.includes('Implementing LLMs'), options);
is(await page.getAttribute(field, 'aria-expanded'), 'true', 'there is something to choose');
const listId = await page.getAttribute(field, 'aria-controls');
is(await page.$eval(`[id="${listId}"]`, (list) => list.getAttribute('role')), 'listbox', 'the field names its list');
const isActive = () =>
    page.evaluate(
        ([field, active]) => document.querySelector(field).getAttribute('aria-activedescendant') === document.querySelector(active)?.id,
        [field, active],
    );
ok(await isActive(), 'and the option chosen, the first');
like(await page.textContent('dialog [role=status]'), /^6 articles, 10 with some of the words, \d+ more in other words$/, 'how many there are is read out');
ok((await texts(page, `${options} mark`)).includes('hallucination'), 'English is marked');
const groups = await page.$$eval('dialog [role=group] [role=option]:first-child', (all) => all.length);
const rows = await page.$$eval(options, (all) => all.length);
ok(groups >= 6 && rows > groups, `a row an article (${groups}) with its headings below (${rows - groups})`);

// ---- keys ----
const chosen = () => page.$$eval(options, (all) => all.findIndex((one) => one.getAttribute('aria-selected') === 'true'));
const MOVES = [
    [['ArrowDown'], 1],
    [['ArrowDown', 'ArrowUp'], 0],
    [['ArrowUp'], rows - 1],
    [['ArrowUp', 'ArrowDown'], 0],
    [['ArrowDown', 'End'], rows - 1],
    [['ArrowDown', 'ArrowDown', 'Home'], 0],
];
for (const [keys, want] of MOVES) {
    await seek(page, 'hallucination');
    await seek(page, 'hallucination bias');
    await press(page, ...keys);
    is(await chosen(), want, keys.join(' '));
}
ok(await isActive(), 'and the field says so');
await seek(page, 'hallucination bias');
await press(page, 'ArrowDown');
const heading = await page.$eval(active, (one) => one.getAttribute('href'));
await page.keyboard.press('Enter');
await isClosed(page);
await page.waitForURL(/_highlight=/);
is(page.url(), heading, 'Enter follows a heading');
like(page.url(), /\/notes\/cards\/large-language-models\/llm-01\?_highlight=.*#./, 'which is an anchor on the page of the article');
const anchor = decodeURIComponent(new URL(page.url()).hash.slice(1));
await page.waitForFunction((id) => Math.abs(document.getElementById(id)?.getBoundingClientRect().top) < 300, anchor);
ok(true, 'the page stands at the heading');

// ---- marks on the page ----
const marked = () => page.evaluate(() => [...new Set(Array.from(CSS.highlights.get('litsearch') ?? [], String))].sort());
await page.waitForFunction(() => CSS.highlights.has('litsearch'));
ok((await marked()).some((word) => /^hallucination$/i.test(word)), 'the words are marked there');
ok((await marked()).every((word) => /^(hallucinations?|bias)$/i.test(word)), 'and nothing else');
await page.keyboard.press('Escape');
is(await marked(), [], 'Esc takes the marks away');
unlike(page.url(), /_highlight/, 'and out of the address');
await page.goto(`${site.url}/cards/split?_highlight=aardvark`);
await page.waitForFunction(() => CSS.highlights.has('litsearch'));
is(await marked(), ['aard', 'vark'], 'a word half in bold is marked, one within a longer one is not');
await page.goBack();
await page.evaluate(() => document.querySelector('a[href$="/llm-03"]').click());
await page.waitForURL(/llm-03/);
is(await marked(), [], 'no marks on the next page');
const old = await open({ at: '/' });
await old.addInitScript(() => delete CSS.highlights);
await old.goto(`${site.url}/cards/split?_highlight=aardvark`);
await old.waitForSelector('mark');
is(await texts(old, 'main mark'), ['aard', 'vark'], 'a browser without highlights gets elements');
await old.evaluate(() => document.querySelector('a[href$="/hostile"]').click());
await old.waitForURL(/hostile/);
await old.waitForSelector('main mark', { state: 'detached' });
is(await texts(old, 'main mark'), [], 'which do not harm the pages that follow');
is(old.problems, [], 'nothing goes wrong with them');

// ---- Chinese ----
await seek(page, '幻觉');
ok((await texts(page, `${options} mark`)).every((text) => text === '幻覺'), 'Simplified finds Traditional, marked as the card has it');
await page.keyboard.press('Enter');
await page.waitForURL(/_highlight=/);
await page.waitForFunction(() => CSS.highlights.has('litsearch'));
is(await marked(), ['幻覺'], 'and so is the page');

// ---- recent searches ----
await page.keyboard.press('Control+k');
await page.waitForSelector(field);
is(await page.inputValue(field), '幻觉', 'the box has what was typed last');
await page.keyboard.press('Delete');
await page.waitForSelector('dialog [aria-keyshortcuts=Delete]');
const recent = async () => (await texts(page, options)).map((text) => text.replace('×', ''));
is(await recent(), ['幻觉', 'hallucination bias'], 'searches that led somewhere, the latest first');
await press(page, 'ArrowDown', 'ArrowDown', 'Enter');
is(await page.inputValue(field), 'hallucination bias', 'one of them can be asked again');
await page.fill(field, '');
await press(page, 'ArrowDown', 'Delete');
is(await recent(), ['hallucination bias'], 'Delete removes one');
const hasFocus = () => page.evaluate((selector) => document.activeElement === document.querySelector(selector), field);
await page.click(`${options}:has-text("hallucination bias")`);
is(await page.inputValue(field), 'hallucination bias', 'a click asks one again too');
ok(await hasFocus(), 'and one types on');
await page.fill(field, '');
await page.reload();
await isAlive(page);
await page.keyboard.press('Control+k');
await page.waitForSelector(options);
is(await recent(), ['hallucination bias'], 'the browser keeps them');
await page.click('dialog button:has-text("Clear all")');
is(await page.$$(options), [], 'all can be removed');
ok(await hasFocus(), 'and the field has the focus, not what is gone');
const secret = await open({ at: '/' });
await secret.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
        get() {
            throw new DOMException('denied', 'SecurityError');
        },
    });
});
await secret.reload();
await isAlive(secret);
await seek(secret, 'hallucination');
await secret.keyboard.press('Enter');
await secret.waitForFunction(() => CSS.highlights.has('litsearch'));
await secret.keyboard.press('Control+k');
await secret.fill(field, '');
is((await texts(secret, options)).length, 1, 'without storage they last as long as the page');

// ---- a new tab ----
await seek(page, 'hallucination');
const [tab] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Control+Enter')]);
await tab.waitForURL(/_highlight=/);
ok(await page.isVisible(field), 'Ctrl+Enter opens a new tab, and the box stays');
await tab.close();

// ---- Enter before the answer ----
let release;
const held = new Promise((resolve) => {
    release = resolve;
});
site.answer = async (url) => {
    if (url.searchParams.get('q') === 'bias') await held;
    return false;
};
await page.fill(field, 'bias');
await page.keyboard.press('Enter');
unlike(page.url(), /_highlight=bias/, 'Enter waits for the answer to what was typed');
release();
await page.waitForURL(/_highlight=bias/i);
ok(true, 'and then follows the first of it');
site.answer = null;

let resume;
const heldMore = new Promise((resolve) => {
    resume = resolve;
});
site.answer = async (url) => {
    if (url.searchParams.get('q') === 'stroke') await heldMore;
    return false;
};
await page.keyboard.press('Control+k');
await page.fill(field, 'stroke');
await press(page, 'Enter', 'x', 'Backspace');
resume();
await page.waitForSelector('dialog[open] [aria-busy=false]');
await page.waitForTimeout(100);
ok(await page.isVisible(field), 'unless one typed on');
await page.keyboard.press('Escape');
await isClosed(page);
site.answer = null;

// ---- stale answers ----
const answers = { slow: null };
site.answer = async (url) => {
    if (url.searchParams.get('q') === 'retrieval') await new Promise((resolve) => { answers.slow = resolve; });
    return false;
};
await page.keyboard.press('Control+k');
await page.waitForSelector(field);
is(await page.inputValue(field), 'stroke', 'Esc closes the box whatever is in it, which is kept');
await page.fill(field, 'retrieval');
while (!answers.slow) await page.waitForTimeout(20);
await seek(page, '幻覺');
answers.slow();
await page.waitForTimeout(200);
ok((await texts(page, `${options} mark`)).every((text) => text === '幻覺'), 'an answer that comes late is dropped');
site.answer = null;

// ---- an input method ----
await page.fill(field, '');
const input = await page.context().newCDPSession(page);
site.asked.length = 0;
const compose = (text) => input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
for (const text of ['ㄏ', 'ㄏㄨ', 'ㄏㄨㄢˋ', "huan'jue"]) await compose(text);
await page.waitForTimeout(100);
is(site.asked, [], 'half-typed bopomofo or pinyin is not asked for');
await compose('偏誤');
await page.waitForSelector(options);
is(site.asked.map((url) => new URL(url, 'http://s').searchParams.get('q')), ['偏誤'], 'Chinese in composition is');
const before = page.url();
await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', windowsVirtualKeyCode: 229, key: 'Enter', code: 'Enter' });
await input.send('Input.dispatchKeyEvent', { type: 'keyUp', windowsVirtualKeyCode: 13, key: 'Enter', code: 'Enter' });
await page.waitForTimeout(100);
ok(page.url() === before && (await page.isVisible(field)), 'Enter that ends a composition follows nothing');
await input.send('Input.insertText', { text: '偏誤' });
is(await page.inputValue(field), '偏誤', 'what was composed stands in the field');
is(site.asked.length, 1, 'and was asked for once');

// ---- filters, suggestions, mistakes ----
await seek(page, '幻覺');
const all = await page.$$eval('dialog [role=group] [role=option]:first-child', (list) => list.length);
const chip = 'dialog button[aria-pressed]';
await page.click(`${chip}:has-text("門診")`);
await page.waitForFunction(([selector, most]) => document.querySelectorAll(selector).length < most, ['dialog [role=group] [role=option]:first-child', all]);
like(site.asked.at(-1), /domain=%E9%96%80%E8%A8%BA/, 'a filter by domain');
like(await page.textContent('dialog [role=status]'), /^One article\b/, 'leaves one');
is(await page.getAttribute(`${chip}:has-text("門診")`, 'aria-pressed'), 'true', 'and is seen to be on');
ok((await texts(page, chip)).length > 1, 'the other domains can be added');
await page.click(`${chip}:has-text("門診")`);
await page.selectOption('dialog select', '8');
await page.waitForFunction(() => /7 articles/.test(document.querySelector('dialog [role=status]').textContent));
like(site.asked.at(-1), /score=8/, 'a filter by score');
await page.selectOption('dialog select', '');
await seek(page, 'halucination');
like(await page.textContent('dialog'), /Nothing as typed\. These are for hallucination\./, 'a word corrected is told');
await seek(page, '"halluc');
await page.waitForSelector(options);
ok(true, 'half a phrase is no mistake while it is typed');
await seek(page, 'titel:幻覺');
await page.click('dialog button:has-text("title:幻覺")');
is(await page.inputValue(field), 'title:幻覺', 'what may have been meant is a click away');
await seek(page, 'xyzzyplugh');
like(await page.textContent('dialog'), /Nothing found for xyzzyplugh/, 'nothing found is told');
like(await page.textContent('dialog [role=status]'), /No articles/, 'and read out');

// ---- the server away ----
server.stop('SIGSTOP');
const { target } = site;
site.target = 'http://127.0.0.1:9/';
await seek(page, 'retrieval augmented');
like(await page.textContent('dialog [role=alert]'), /The search server does not answer\./, 'a server that is away');
server.stop('SIGCONT');
site.target = target;
await page.click('dialog [role=alert] button');
await page.waitForSelector(options);
ok(true, 'is asked again by a button');
const FAILURES = [
    [503, '{"version":1,"error":{"status":"BUSY","message":"busy","place":null}}', /The search server is busy\./],
    [500, '{"version":1,"error":{"status":"BUG","message":"it broke","place":null}}', /The search failed\.it broke/],
    [200, '<!doctype html><p>Not found', /The search failed\.no answer of litsearch-serve/],
    [404, '<!doctype html><p>Not found', /The search failed\.HTTP 404/],
];
for (const [code, body, want] of FAILURES) {
    site.answer = async (url, response) => Boolean(response.writeHead(code, { 'content-type': 'application/json' }).end(body));
    await seek(page, `failure ${code} ${body.length}`);
    like(await page.textContent('dialog [role=alert]'), want, `an answer of ${code}: ${body.slice(0, 20)}`);
}
site.answer = null;

// ---- enemies ----
await seek(page, 'zebrafish');
like((await texts(page, options)).join(' '), /<img src=x onerror=window\.hacked=1>.*zebrafish/, 'markup in a title is text');
like((await texts(page, options)).join(' '), /<script>window\.hacked=2<\/script>/, 'and in a passage');
is(await page.$$('dialog img, dialog script'), [], 'and no element');
await seek(page, '<script>window.hacked=3</script>');
await page.keyboard.press('Escape');
const attack = encodeURIComponent(`"><script>window.hacked=4</script>${EVIL}`);
await page.goto(`${site.url}/search?q=${attack}`);
await page.waitForSelector('main [role=status], main [role=alert]');
await page.goto(`${site.url}/cards/hostile?_highlight=${attack}&_highlight=zebrafish`);
await page.waitForFunction(() => CSS.highlights.has('litsearch'));
is(await page.evaluate(() => window.hacked), undefined, 'no script of an address, a query or a card runs');
site.answer = async (url, response) => {
    const hit = { id: 'a.md', path: 'a.md', anchor: '"><b>', title: 'A link', title_en: 'A link', title_zh: null, journal: null, year: null, score: null, domains: [], snippet: 'x', marks: [], headings: [] };
    const links = ['javascript:window.hacked=5', 'data:text/html,<script>1</script>', ' java\nscript:1', '//elsewhere.example/a', 'https://elsewhere.example/b', '/notes/cards/split', null];
    const hits = links.map((one, number) => ({ ...hit, id: `${number}.md`, url: one }));
    const answer = { version: 1, query: 'links', step: 'all', total: 7, total_some: 7, total_expanded: 0, total_template: 0, total_feedback: 0, took_ms: 1, hits, facets: null, suggestion: null };
    return Boolean(response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer)));
};
await seek(page, 'links');
is(
    await page.$$eval(options, (list) => list.map((one) => one.getAttribute('href'))),
    [null, null, null, 'http://elsewhere.example/a#%22%3E%3Cb%3E', 'https://elsewhere.example/b#%22%3E%3Cb%3E', `${site.url}/cards/split#%22%3E%3Cb%3E`, `${new URL(site.url).origin}/litsearch/card/6.md?format=html#%22%3E%3Cb%3E`],
    'only links to http and https are followed; a card without a page is shown by the server',
);
await page.keyboard.press('Enter');
await page.waitForTimeout(100);
is(await page.evaluate(() => window.hacked), undefined, 'Enter follows no script');
site.answer = null;
await page.keyboard.press('Escape');

// ---- the search page ----
await seek(page, '幻覺');
await page.click('dialog footer a');
await page.waitForURL(/\/notes\/search\?q=/);
await page.waitForSelector('main article');
await isClosed(page);
is(await page.inputValue('main input[type=search]'), '幻覺', 'the box leads to the search page');
const articles = () => page.$$eval('main article', (list) => list.length);
is(await articles(), 8, 'which has all of them');
like(await page.textContent('main article a'), /./, 'with links');
await page.click('main label:has-text("International Journal of Medical Informatics")');
await page.waitForFunction(() => document.querySelectorAll('main article').length === 2);
like(page.url(), /journal=International/, 'a choice stands in the address');
await page.selectOption('main select >> nth=-1', 'score');
await page.waitForURL(/sort=score/);
await page.goBack();
await page.goBack();
await page.waitForFunction(() => document.querySelectorAll('main article').length === 8);
unlike(page.url(), /journal|sort/, 'and back takes it back');
await page.click('main label:has-text("8 and above")');
await page.waitForURL(/score=8/);
await page.waitForFunction(() => document.querySelectorAll('main article').length === 7);
await page.selectOption('main fieldset select >> nth=0', '2024');
await page.waitForURL(/year=2024\.\.(&|$)/);
await page.selectOption('main fieldset select >> nth=1', '2024');
await page.waitForURL(/year=2024(&|$)/);
await page.waitForFunction(() => document.querySelectorAll('main article').length === 3);
ok(true, 'filters by score and year');
await page.click('main button:has-text("Clear filters")');
await page.waitForFunction(() => document.querySelectorAll('main article').length === 8);
await page.fill('main input[type=search]', '');
await page.locator('main input[type=search]').pressSequentially('language model');
await page.waitForURL(/q=language\+model/);
await page.waitForSelector('main nav:has-text("Page 1 of")');
const first = await page.textContent('main article h2');
await page.click('main nav a:has-text("Next")');
await page.waitForURL(/page=2/);
await page.waitForFunction((before) => document.querySelector('main article h2').textContent !== before, first);
is(await articles(), 10, 'the next page');
await page.reload();
await page.waitForSelector('main nav:has-text("Page 2 of")');
isnt(await page.textContent('main article h2'), first, 'is the same page again when loaded by its address');
await page.goBack();
await page.waitForFunction((before) => document.querySelector('main article h2').textContent === before, first);
ok(true, 'back leads to the page before');
await page.click('main article a');
await page.waitForURL(/\/cards\/.*_highlight=/);
ok(true, 'a title leads to the article');
await page.goto(`${site.url}/search?q=titel:x`);
await page.waitForSelector('main [role=alert]');
like(await page.textContent('main [role=alert]'), /there is no field titel: did you mean title:\?/, 'a mistake is told in the words of the server');
is(await page.textContent('main [role=alert] span[class*=fault]'), 'titel', 'and shown where it is');
is(page.problems, [], 'nothing went wrong all the while, and nothing was asked of other hosts');

// ---- the other locale ----
const chinese = await open({ at: '/zh-Hant/cards/large-language-models/llm-02', locale: 'zh-TW' });
is(await chinese.textContent('nav button[aria-haspopup=dialog] span'), '搜尋', 'the box is in Traditional Chinese');
await seek(chinese, '幻覺');
is(await chinese.getAttribute(field, 'placeholder'), '搜尋文獻', 'so is its field');
is(await chinese.textContent('dialog [role=status]'), '8 篇文獻', 'and what it tells');
like((await texts(chinese, 'dialog')).join(''), /不限評分.*移動.*開啟.*關閉.*全部結果與更多篩選/s, 'and all else');
await chinese.keyboard.press('Enter');
await chinese.waitForURL(/\/notes\/zh-Hant\/cards\/.*_highlight=/);
ok(true, 'a reader stays in the locale');
await chinese.goto(`${site.url}/zh-Hant/search?q=幻覺`);
await chinese.waitForSelector('main article');
is(await chinese.textContent('main h1'), '搜尋文獻', 'the page is in Traditional Chinese');
like(await chinese.textContent('main'), /篩選.*應用領域.*評分.*年份.*期刊/, 'with its filters');
unlike((await texts(chinese, 'main label, main button, main summary, main legend')).join(' '), /Filter|Domain|Score|Year|Sort|Any/, 'and nothing in English');
is(chinese.problems, [], 'nothing goes wrong there');

// ---- barriers, and pictures to look at ----
const LOOKS = [
    ['desktop light', { viewport: { width: 1280, height: 860 }, colorScheme: 'light' }, ''],
    ['desktop dark zh', { viewport: { width: 1280, height: 860 }, colorScheme: 'dark' }, '/zh-Hant'],
    ['phone light zh', { viewport: { width: 390, height: 844 }, colorScheme: 'light', hasTouch: true }, '/zh-Hant'],
    ['phone dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark', hasTouch: true }, ''],
];
for (const [name, look, locale] of LOOKS) {
    const view = await open({ at: `${locale}/cards/large-language-models/llm-02`, ...look });
    const file = name.replaceAll(' ', '-');
    await view.click('nav button[aria-haspopup=dialog]');
    await view.waitForSelector(field);
    is(await findBarriers(view, 'dialog'), [], `no barriers: ${name}, the empty box`);
    await seek(view, locale ? '幻觉' : 'hallucination bias');
    await view.waitForSelector(active);
    is(await findBarriers(view, 'dialog'), [], `no barriers: ${name}, the box`);
    await takeScreenshot(view, `theme-${file}-box`);
    if (look.viewport.width < 500) {
        const box = await view.$eval('dialog', (one) => one.getBoundingClientRect().toJSON());
        is([box.x, box.y, box.width, box.height], [0, 0, 390, 844], `${name}: the box is the whole screen`);
    }
    await seek(view, 'xyzzyplugh');
    is(await findBarriers(view, 'dialog'), [], `no barriers: ${name}, nothing found`);
    await view.click('dialog button[aria-label]:visible >> nth=-1');
    await isClosed(view);
    await view.goto(`${site.url}${locale}/search?q=${locale ? '幻觉' : 'hallucination+bias'}`);
    await view.waitForSelector('main article');
    is(await findBarriers(view, 'main'), [], `no barriers: ${name}, the page`);
    is(await view.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, `${name}: the page is not wider than the screen`);
    await takeScreenshot(view, `theme-${file}-page`);
    is(view.problems, [], `nothing goes wrong: ${name}`);
    await view.context().close();
}

// ---- docusaurus start ----
const address = `http://127.0.0.1:${port}`;
const isStarted = await waitFor(() => fetch(`${address}/litsearch/health`).then((answer) => answer.ok, () => false), starting.ended);
if (ok(isStarted, 'docusaurus start', starting.said.join(''))) {
    const answer = await fetch(`${address}/litsearch/search?q=${encodeURIComponent('幻覺')}`);
    is([answer.status, (await answer.json()).total], [200, 8], 'passes what is asked below the endpoint on to the server');
    is((await fetch(`${address}/litsearch/nowhere`)).status, 404, 'and its errors back');
}
starting.stop();

// ---- what it weighs ----
const scripts = path.join(built, 'assets/js');
const weigh = (names) => names.reduce((sum, name) => sum + gzipSync(readFileSync(path.join(scripts, name))).length, 0);
const ours = readdirSync(scripts).filter((name) => /theme\.litsearch\./.test(readFileSync(path.join(scripts, name), 'utf8')) && !/^main\./.test(name));
ok(ours.length >= 1 && !existsSync(path.join(built, 'search-index.json')), 'the box is a script of its own, and there is no index for readers to load');
diag(`scripts of the box and the page, not minified, gzip: ${weigh(ours)} bytes in ${ours.length} files`);
await browser.close();
await finish();
