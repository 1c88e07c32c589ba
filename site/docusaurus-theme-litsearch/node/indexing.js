'use strict';
/* Runs litsearch-index over the site's documents. */
const { spawn } = require('child_process');
const path = require('path');
const logger = require('@docusaurus/logger').default ?? require('@docusaurus/logger');
const { NAME } = require('./options');

const BAD_CARDS = 7; /* some card is not in the index, all others are */

function run(command, args, cwd) {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
        let said = '';
        for (const stream of [child.stdout, child.stderr]) {
            stream.setEncoding('utf8').on('data', (text) => {
                said += text;
            });
        }
        child.on('error', (error) => {
            const why =
                error.code === 'ENOENT'
                    ? 'there is no such program: install litsearch, or name the program in option "index.command"'
                    : error.message;
            reject(new Error(`${NAME}: ${command}: ${why}`));
        });
        child.on('close', (status, signal) => resolve({ status: status ?? signal, said: said.trim() }));
    });
}

/* The path in a site's folder; a program named without a folder is looked for in PATH. */
function commandOf(command, siteDir) {
    return /[/\\]/.test(command) ? path.resolve(siteDir, command) : command;
}

async function runIndex({ options, siteDir, siteUrl, routesFile, docs }) {
    const paths = options.paths ?? docs.map((one) => one.folder);
    if (paths.length === 0) {
        throw new Error(`${NAME}: the site has no documents: name folders of cards in option "index.paths"`);
    }
    const base = docs.length > 0 ? ['--base-url', new URL(encodeURI(docs[0].path), siteUrl).href] : [];
    const routes = routesFile ? ['--routes', routesFile] : [];
    const command = commandOf(options.command, siteDir);
    const args = [
        '--db',
        options.db,
        ...base,
        ...routes,
        '--progress',
        'never',
        ...options.args,
        '--',
        ...paths,
    ];
    const { status, said } = await run(command, args, siteDir);
    if (status !== 0 && status !== BAD_CARDS) {
        throw new Error(`${NAME}: ${options.command} failed (exit status ${status}): ${said}`);
    }
    report(options.command, status, said.split('\n'));
}

/* What is odd in cards that are indexed all the same is for litsearch-index --check, not for every
 * build of a site. */
function report(command, status, lines) {
    if (status === BAD_CARDS) {
        logger.warn(`${command}: ${lines.filter((line) => !line.includes(': odd: ')).join('\n')}`);
    } else if (lines.at(-1)) {
        logger.info(`${command}: ${lines.at(-1)}`);
    }
}

module.exports = { runIndex };
