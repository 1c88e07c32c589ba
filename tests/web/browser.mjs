// A Chromium without a screen, and pages in it that note what goes wrong.
import { readFile, mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { packageFile } from './server.mjs';

const FLAGS = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // Tests send nothing to other machines, whatever a page asks for.
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

// One for a test; every page gets a context (cookies, storage) of its own. Playwright makes a new
// empty folder for its data and removes it.
export async function openBrowser() {
    return chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        headless: true,
        chromiumSandbox: false,
        args: FLAGS,
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
    });
}

// A page with `problems`, an array of strings: errors it logs, scripts that throw, violations of
// its Content-Security-Policy (which Chromium logs as errors), failed requests, and requests to any
// host but those of `hosts` ("127.0.0.1:7700"). What matches a pattern of `expected` is none.
// `options` are Playwright's for a context: locale, colorScheme, viewport, javaScriptEnabled ...
export async function openPage(browser, { hosts = [], expected = [], ...options } = {}) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const problems = [];
    const note = (text) => {
        if (!expected.some((pattern) => pattern.test(text))) problems.push(text);
    };
    page.on('console', (message) => {
        if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => note(`script: ${error.stack}`));
    context.on('request', (request) => {
        const url = new URL(request.url());
        if (/^(https?|wss?):$/.test(url.protocol) && !hosts.includes(url.host)) note(`request elsewhere: ${url}`);
    });
    context.on('requestfailed', (request) => {
        const reason = request.failure()?.errorText;
        // Answers no longer wanted are given up as one types on.
        if (reason !== 'net::ERR_ABORTED') note(`request failed: ${reason} ${request.url()}`);
    });
    page.problems = problems;
    return page;
}

// The serious and critical faults axe-core finds, a line each: none is [].
export async function findBarriers(page, selector = 'html') {
    const axe = await readFile(packageFile('axe-core/axe.min.js'), 'utf8');
    await page.evaluate(axe);
    const { violations } = await page.evaluate((root) => window.axe.run(root, { resultTypes: ['violations'] }), selector);
    return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, impact, help, nodes }) =>
            nodes.map(({ target, failureSummary }) => `${impact} ${id}: ${help}: ${target.join(' ')}\n  ${failureSummary}`));
}

// A picture to look at, NAME.png in $SCREENSHOTS; none without that.
export async function takeScreenshot(page, name, options = {}) {
    const folder = process.env.SCREENSHOTS;
    if (!folder) return;
    await mkdir(folder, { recursive: true });
    await page.screenshot({ path: `${folder}/${name}.png`, ...options });
}
