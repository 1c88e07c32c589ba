#!/bin/sh
':' //; exec "${0%/*}/run" "$0" "$@"
// The search page, in a browser: as one types, with keys alone, without a script, in every language.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findBarriers, openBrowser, openPage, takeScreenshot } from './browser.mjs';
import { makeFolder, makeIndex, startServer } from './server.mjs';
import { finish, is, isnt, like, ok } from './tap.mjs';

// Of all that is sent before the first results are there, compressed.
const BYTES_MAX = 30000;

const server = await startServer();
const browser = await openBrowser();
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

const open = async (where, options = {}) => {
    const page = await openPage(browser, { hosts: [server.host], locale: 'en-US', ...options });
    await page.goto(server.url + where);
    return page;
};
// Ends with the check that nothing went wrong on the page.
const close = async (page, name) => {
    is(page.problems, [], `${name}: no errors, no violations of the policy, no requests elsewhere`);
    await page.context().close();
};
const totals = (page) => page.textContent('#totals');
const count = (page) => page.locator('.hit').count();
const titles = (page) => page.locator('.hit h2').allTextContents();
const isFocused = (page, selector) => page.evaluate((s) => document.activeElement.matches(s), selector);
const settles = (page, check, ...args) => page.waitForFunction(check, args, { timeout: 5000 }).then(() => true, () => false);
const showsHits = (page) => settles(page, () => document.querySelectorAll('.hit').length > 0);
const loads = (page) => settles(page, () => !document.querySelector('main[aria-busy]'));
const query = (page, name = 'q') => new URL(page.url()).searchParams.get(name);

// ---- typing ----
{
    const page = await open('/');
    is(await page.title(), 'Literature notes', 'the start page has a title');
    ok(await isFocused(page, '#q'), 'one may type at once');
    ok((await page.locator('.cloud a').count()) > 5, 'domains to begin with');
    is(await findBarriers(page), [], 'the start page has no barriers');
    await page.keyboard.press('h');
    ok(await showsHits(page), 'the first keystroke brings results');
    is(query(page), 'h', 'and the address says what was typed');
    const bytes = await page.evaluate(() =>
        [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((sum, entry) => sum + entry.transferSize, 0));
    ok(bytes > 5000 && bytes < BYTES_MAX, 'the page and its first results are light', `${bytes} bytes`);
    await page.keyboard.type('allucination bias', { delay: 15 });
    ok(await settles(page, () => document.title.startsWith('hallucination bias')), 'as does the title');
    ok(await isFocused(page, '#q'), 'the box keeps the focus');
    ok((await page.locator('.hit mark').count()) > 2, 'words are marked');
    like(await totals(page), /articles? ha(s|ve) all the words/, 'the totals in words');
    ok(await settles(page, () => document.getElementById('status').textContent.includes('all the words')), 'and told to screen readers');
    const typed = await titles(page);
    await page.keyboard.press('Enter');
    await loads(page);
    is(await titles(page), typed, 'Enter leaves the results');
    await page.goBack();
    ok(await settles(page, () => document.querySelector('.start')), 'one step back leads to before one typed');
    is(await page.inputValue('#q'), '', 'with the box as it was');
    await page.goForward();
    ok(await settles(page, () => document.querySelector('.hit')), 'and forward to the results');
    is(await page.inputValue('#q'), 'hallucination bias', 'of what was typed');
    await close(page, 'typing');
}

// ---- both scripts ----
{
    const page = await open('/', { locale: 'zh-TW' });
    await page.fill('#q', '幻觉');
    ok((await showsHits(page)) && (await loads(page)), 'Simplified finds');
    like((await page.locator('mark').allTextContents()).join(), /幻覺/, 'Traditional, marked as it is written');
    is(await page.getAttribute('html', 'lang'), 'zh-Hant', 'the page is in the language of the browser');
    like(await totals(page), /找到 \d+ 篇文獻/, 'and so are the totals');
    await close(page, 'both scripts');
}

// ---- facets, years, sorting, pages ----
{
    const page = await open('/?q=model');
    const all = await totals(page);
    await page.click('.facet a[data-key^="domain="]');
    ok(await settles(page, (before) => document.getElementById('totals').textContent !== before[0], all), 'a domain narrows the results');
    isnt(query(page, 'domain'), null, 'the address has it');
    ok(await isFocused(page, '.facet a[aria-current]'), 'the focus stays on it');
    is(await page.locator('.chip').count(), 1, 'it stands above the results');
    await page.locator('.facet a[data-key^="domain="]:not([aria-current])').first().click();
    ok(await settles(page, () => document.querySelectorAll('.chip').length === 2), 'several may be chosen');
    is(new URL(page.url()).searchParams.getAll('domain').length, 2, 'both in the address');
    await page.goBack();
    ok(await settles(page, () => document.querySelectorAll('.chip').length === 1), 'back undoes the last');
    await page.click('.chip');
    ok(await settles(page, (before) => document.getElementById('totals').textContent === before[0], all), 'a chip takes its filter off');

    await page.click('.facet a[data-key="score=8"]');
    is([await loads(page), query(page, 'score')], [true, '8'], 'scores from a number on');
    const scores = (await page.locator('.score [aria-hidden]').allTextContents()).map(parseFloat);
    ok(scores.length > 0 && scores.every((score) => score >= 8), 'narrow the results', String(scores));
    await page.click('.chip');
    await settles(page, () => !document.querySelector('.chip'));

    await page.click('[data-key="sort-2"]');
    ok(await settles(page, () => document.querySelector('[data-key="sort-2"][aria-current]')), 'sorting by year');
    await page.click('[data-key="sort-0"]');
    await settles(page, () => document.querySelector('[data-key="sort-0"][aria-current]'));

    const first = await titles(page);
    await page.click('.pages a[rel=next]');
    is([await loads(page), query(page, 'page')], [true, '2'], 'the next page');
    isnt(await titles(page), first, 'has others');
    ok(await settles(page, () => document.activeElement.id === 'totals'), 'and is read from its top');
    await page.click('.pages a[rel=prev]');
    is([await loads(page), query(page, 'page')], [true, null], 'and back');
    is(await titles(page), first, 'to the first');
    await close(page, 'facets');
}
{
    const page = await open('/?q=model');
    const bars = page.locator('.plot a');
    ok((await bars.count()) > 2, 'a plot has the years');
    const years = await bars.evaluateAll((list) => list.map((bar) => bar.dataset.key.slice(4)));
    like(await bars.first().getAttribute('aria-label'), /^–?\d{4}: \d+ articles?$/, 'each bar has a name');
    await bars.last().click();
    is([await loads(page), query(page, 'year')], [true, years.at(-1)], 'a bar filters by its year');
    await bars.nth(years.length - 2).focus();
    await page.keyboard.press('Enter');
    is([await loads(page), query(page, 'year')], [true, `${years.at(-2)}..${years.at(-1)}`], 'a second one by the years between, with a key');
    is(await page.locator('.plot a[aria-current]').count(), 2, 'both are marked');
    await page.keyboard.press('ArrowLeft');
    ok(await isFocused(page, `[data-key="bar=${years.at(-3)}"]`), 'arrows go from bar to bar');
    await page.keyboard.press(' ');
    is([await loads(page), query(page, 'year')], [true, years.at(-3)], 'a third one begins anew');
    await page.locator('.years summary').click();
    ok((await page.locator('.years details li').count()) > 1, 'the same as a list');
    is(await findBarriers(page), [], 'no barriers in it');
    await close(page, 'years');
}

// ---- keys alone ----
{
    const page = await open('/?q=triage');
    await page.keyboard.press('/');
    ok(await isFocused(page, '#q'), '/ leads to the box');
    is(await page.inputValue('#q'), 'triage', 'and is not typed');
    await page.keyboard.press('/');
    is(await page.inputValue('#q'), '/', 'but for in the box');
    await page.fill('#q', 'triage');
    await loads(page);
    await page.focus('.facet a');
    await page.keyboard.press('Control+k');
    ok(await isFocused(page, '#q'), 'Ctrl+K leads there, too');
    await page.keyboard.press('ArrowDown');
    ok(await isFocused(page, '.hit:nth-child(1) h2 a'), 'down, to the first result');
    await page.keyboard.press('ArrowDown');
    ok(await isFocused(page, '.hit:nth-child(2) h2 a'), 'and the second');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    ok(await isFocused(page, '#q'), 'up, back to the box');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    ok(await isFocused(page, '#q'), 'Escape, too');
    await page.keyboard.press('Escape');
    is(await page.inputValue('#q'), '', 'which then clears the box');
    ok(await settles(page, () => document.querySelector('.start')), 'for another search');
    await page.keyboard.press('Escape');
    ok(!(await isFocused(page, '#q')), 'and leaves it');
    await page.goto(`${server.url}/?q=triage`);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/card\//);
    like(await page.textContent('h1'), /\w/, 'Enter opens the article');
    is(await findBarriers(page), [], 'whose page has no barriers');
    await page.keyboard.press('/');
    await page.keyboard.type('model\n');
    await page.waitForURL(/\?q=model/);
    ok((await count(page)) > 0, 'one searches from there, too');
    await close(page, 'keys');
}

// ---- an input method ----
{
    const page = await open('/', { locale: 'zh-TW' });
    const input = await page.context().newCDPSession(page);
    await page.focus('#q');
    let asked = 0;
    page.on('request', () => asked++);
    await input.send('Input.imeSetComposition', { text: 'ㄏㄨㄢˋ', selectionStart: 4, selectionEnd: 4 });
    await page.waitForTimeout(150);
    is(asked, 0, 'nothing is asked while an input method composes');
    await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 });
    await input.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 });
    await page.evaluate(() => document.getElementById('search').requestSubmit());
    await page.waitForTimeout(100);
    is([asked, page.url()], [0, `${server.url}/`], 'Enter is its own');
    await input.send('Input.insertText', { text: '幻覺' });
    ok(await showsHits(page), 'what it gives is searched for');
    is(query(page), '幻覺', 'as it is');
    await close(page, 'input method');
}

// ---- answers that are late, or never come ----
{
    const page = await open('/', { expected: [/ERR_INTERNET_DISCONNECTED|ERR_FAILED|status of 502/] });
    await page.route('**/*q=sep&part*', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 600));
        await route.continue().catch(() => {});
    });
    await page.fill('#q', 'sep');
    await page.waitForTimeout(80);
    await page.fill('#q', 'triage');
    await showsHits(page);
    await page.waitForTimeout(800);
    like(await page.title(), /^triage/, 'an answer that comes late is dropped');
    await page.route('**/*q=risk&part*', (route) =>
        route.fulfill({ status: 502, contentType: 'text/html', body: '<h1 id="totals">502 Bad Gateway</h1>' }),
    );
    await page.fill('#q', 'risk');
    ok(await settles(page, () => document.querySelector('.failure')), 'where a proxy answers instead');
    is(await totals(page), 'The server cannot be reached.', 'it is not what the proxy says that is shown');
    await page.fill('#q', 'triage');
    await showsHits(page);
    await page.context().setOffline(true);
    await page.fill('#q', 'model');
    ok(await settles(page, () => document.querySelector('.failure')), 'without a network');
    is(await totals(page), 'The server cannot be reached.', 'the page says so');
    await page.context().setOffline(false);
    await page.click('.failure a');
    ok(await showsHits(page), 'and tries again when told to');
    await close(page, 'no answer');
}

// ---- without a script ----
{
    const page = await open('/', { javaScriptEnabled: false });
    await page.fill('#q', 'model');
    await page.click('#search button');
    await page.waitForURL(/q=model/);
    is(await count(page), 10, 'without a script the form is sent');
    await page.click('.facet a[data-key^="domain="]');
    await page.waitForURL(/domain=/);
    is(await page.locator('.chip').count(), 1, 'facets are links');
    await page.fill('#q', 'patient');
    await page.click('#search button');
    await page.waitForURL(/q=patient/);
    is(await page.locator('.chip').count(), 1, 'other words keep the filters');
    await page.click('.chip');
    await page.waitForURL((url) => !url.searchParams.has('domain'));
    await page.click('.pages a[rel=next]');
    await page.waitForURL(/page=2/);
    ok((await count(page)) > 0, 'so are the pages');
    await page.locator('.plot a').last().click();
    await page.waitForURL(/year=/);
    ok((await count(page)) > 0, 'and the bars of the years');
    await page.click('[data-key="sort-1"]');
    await page.waitForURL(/sort=score/);
    ok((await count(page)) > 0, 'and sorting');
    await page.click('.acts .whole');
    await page.waitForURL(/\/card\//);
    like(await page.textContent('.text'), /\w/, 'cards are shown');
    await page.locator('aside a', { hasText: /similar articles/ }).click();
    await page.waitForURL(/like=/);
    ok((await count(page)) > 0, 'and what is like them');
    await close(page, 'no script');
}

// ---- cards and citations ----
{
    const page = await open('/?q=hallucination');
    await page.click('.hit .menu summary');
    const [one] = await Promise.all([page.waitForEvent('download'), page.click('.hit .menu[open] a >> nth=0')]);
    is(one.suggestedFilename(), 'litsearch.bib', 'the citation of one article');
    await page.click('.tools .menu summary');
    const [all] = await Promise.all([page.waitForEvent('download'), page.click('.tools .menu[open] a >> nth=1')]);
    is(all.suggestedFilename(), 'litsearch.ris', 'and of all that was found');
    await page.click('.hit .acts a:nth-child(2)');
    ok(await settles(page, () => document.querySelector('.subject')), 'articles like one');
    ok((await count(page)) > 0, 'are found');
    is(await page.inputValue('#q'), '', 'without the words of the search before');
    await page.click('.subject a');
    await page.waitForURL(/\/card\//);
    const heading = await page.getAttribute('aside nav a', 'href');
    ok(await page.evaluate((href) => document.getElementById(decodeURIComponent(href.slice(1))) !== null, heading), 'the contents of a card lead to its sections');
    await close(page, 'cards');
}

// ---- what is wrong is told ----
{
    const refused = [/status of (400|404)/];
    const page = await open('/?q=%22half%20a%20quote', { expected: refused });
    is(await totals(page), 'This query cannot be read', 'a bad query is told');
    is(await page.textContent('.mistake mark'), '"', 'with the place of the mistake');
    is(await findBarriers(page), [], 'without barriers');
    await page.goto(`${server.url}/card/none-such`);
    is(await totals(page), 'There is nothing here', 'a card that is not there');
    await page.goto(`${server.url}/nowhere`);
    is(await totals(page), 'There is nothing here', 'an address that is not there');
    await page.goto(`${server.url}/?q=zebra%20xylophone`);
    is(await count(page), 0, 'nothing found');
    ok((await page.locator('.none li').count()) > 1, 'and what may help');
    await close(page, 'what is wrong');
    const other = await open('/?q=%22abc', { locale: 'zh-TW', expected: refused });
    is(await totals(other), '無法理解這個查詢', 'in the language of the reader');
    await close(other, 'what is wrong');
}

// ---- every language, light and dark, large and small ----
const LOCALES = { 'en-GB': 'en', 'zh-TW': 'zh-Hant', 'zh-HK': 'zh-Hant', 'zh-CN': 'zh-Hans', 'de-DE': 'en' };
for (const [locale, language] of Object.entries(LOCALES)) {
    const page = await open('/', { locale });
    is(await page.getAttribute('html', 'lang'), language, `${locale} reads ${language}`);
    await page.click('.languages a[lang=zh-Hant]');
    await page.waitForURL(/lang=zh-Hant/);
    await page.fill('#q', 'triage');
    await loads(page);
    is([query(page, 'lang'), (await totals(page)).includes('篇')], ['zh-Hant', true], 'the language chosen stays');
    await page.context().close();
}
const views = [
    ['start', '/'],
    ['results', '/?q=hallucination%20%E5%B9%BB%E8%A6%BA&score=6..9'],
    ['card', '/card/clinical-ai/clinical-ai-01.md'],
    ['none', '/?q=zebra%20xylophone'],
];
for (const locale of ['en-US', 'zh-TW']) {
    for (const colorScheme of ['light', 'dark']) {
        for (const [size, options] of [['desktop', { viewport: { width: 1280, height: 900 } }], ['phone', PHONE]]) {
            const page = await open('/', { locale, colorScheme, ...options });
            for (const [name, where] of views) {
                await page.goto(server.url + where);
                const variant = `${name}-${locale}-${colorScheme}-${size}`;
                is(await findBarriers(page), [], `${variant}: no barriers`);
                const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
                ok(width <= 0, `${variant}: not wider than the screen`, `${width} px too wide`);
                await takeScreenshot(page, variant);
            }
            await close(page, `${locale} ${colorScheme} ${size}`);
        }
    }
}
{
    const page = await open('/?q=model', PHONE);
    ok(!(await page.isVisible('aside')), 'on a phone filters stand back');
    await page.tap('label.filters');
    ok(await page.isVisible('aside'), 'until they are wanted');
    await page.tap('.facet a[data-key^="domain="]');
    ok(await settles(page, () => document.querySelector('.chip')), 'to be chosen');
    await takeScreenshot(page, 'filters-phone');
    await close(page, 'phone');
}
await server.stop();

// ---- enemies ----
{
    const EVIL = `"><img src=x onerror=evil()><script>evil()</script>'&amp;`;
    const folder = path.join(makeFolder(), 'cards');
    mkdirSync(folder);
    const card = `# ${EVIL}\n\n**English Title**: Sepsis ${EVIL}\n**中文標題**: 敗血症 ${EVIL}\n**期刊**: J ${EVIL}\n` +
        `**評分**: 8\n**年份**: 2023\n**應用領域**: ${EVIL}、急診\n**DOI**: 10.1/"><b>x\n\n## ${EVIL} sepsis {#"><b>x}\n\n` +
        `sepsis ${EVIL}\n\n### javascript:evil()\n\n| a | b |\n|---|---|\n| sepsis ${EVIL} | c |\n\n[sepsis](javascript:evil())\n`;
    writeFileSync(path.join(folder, `a'"><script>evil()<%2Fscript>&amp;#?.md`), card);
    writeFileSync(path.join(folder, 'b.md'), card.replaceAll('2023', '2024'));
    const hostile = await startServer({ db: makeIndex(folder) });
    const page = await openPage(browser, { hosts: [hostile.host], locale: 'en-US', expected: [/status of (400|404)/] });
    await page.addInitScript(() => (window.evil = () => (window.isEvil = true)));
    const check = async (name) => {
        const found = await page.evaluate(() => [
            window.isEvil,
            document.querySelectorAll('img, iframe, body script, [onerror], [style], b').length,
            [...document.querySelectorAll('a')].filter((a) => /^\s*(javascript|data)/i.test(a.getAttribute('href'))).length,
        ]);
        is(found, [undefined, 0, 0], `${name}: text stays text`);
    };
    const evil = encodeURIComponent(EVIL);
    for (const where of ['/?q=sepsis', '/', `/?q=${evil}`, `/?q=sepsis&domain=${evil}&journal=${evil}`, `/?q=${evil}%22`,
        `/?score=${evil}`, `/?lang=${evil}`, `/?${evil}=${evil}`, `/${evil}`, `/card/${evil}`, `/?like=${evil}`, '/?q=sepsis&year=2023']) {
        await page.goto(hostile.url + where);
        await check(where.slice(0, 40));
    }
    await page.goto(`${hostile.url}/?q=sepsis`);
    is(await count(page), 2, 'both hostile cards are found');
    for (const i of [0, 1]) {
        await page.goto(`${hostile.url}/?q=sepsis`);
        await page.locator('.hit h2 a').nth(i).click();
        await page.waitForURL(/\/card\//);
        like(await page.textContent('h1'), /Sepsis/, 'a link leads to a card, whatever its name');
        await check('card');
    }
    await page.goto(hostile.url);
    await page.fill('#q', EVIL);
    await settles(page, () => document.querySelector('#totals'));
    await page.waitForTimeout(300);
    await check('typed');
    is(page.problems, [], 'no errors and no requests elsewhere');
    await hostile.stop();
}

await browser.close();
await finish();
