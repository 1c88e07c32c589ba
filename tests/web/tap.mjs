// TAP for tests in Node: checks, then `await finish()`. A test that throws, hangs or never comes
// to its finish() fails.
import { inspect, isDeepStrictEqual } from 'node:util';

export { atExit } from './cleanup.mjs';

const TIME_LIMIT_SECONDS = 600;

let tests = 0;
let failures = 0;
let finished = false;

export function ok(passed, name, detail = '') {
    tests += 1;
    console.log(`${passed ? 'ok' : 'not ok'} ${tests} - ${name.replace(/[#\n]/g, ' ')}`);
    if (!passed) {
        failures += 1;
        if (detail) diag(detail);
    }
    return Boolean(passed);
}

const show = (value) => (typeof value === 'string' ? value : inspect(value, { depth: 8, breakLength: 100 }));

// Equal, with all that is in it.
export function is(got, want, name) {
    return ok(isDeepStrictEqual(got, want), name, `got:  ${show(got)}\nwant: ${show(want)}`);
}
export function isnt(got, other, name) {
    return ok(!isDeepStrictEqual(got, other), name, `got:  ${show(got)}, which it should not be`);
}
export function like(text, pattern, name) {
    return ok(pattern.test(String(text)), name, `got:  ${show(text)}\nwant: ${pattern}`);
}
export function unlike(text, pattern, name) {
    return ok(!pattern.test(String(text)), name, `got:  ${show(text)}\nnot:  ${pattern}`);
}
export async function throws(action, pattern, name) {
    try {
        await action();
    } catch (error) {
        return like(error.message, pattern, name);
    }
    return ok(false, name, 'nothing was thrown');
}
export function skip(name, why) {
    tests += 1;
    console.log(`ok ${tests} - ${name} # SKIP ${why}`);
}
export function diag(text) {
    console.error(String(text).replace(/^/gm, '# '));
}

export async function finish() {
    finished = true;
    process.exit();
}

process.on('exit', (code) => {
    if (!finished) ok(false, 'the test comes to its end');
    if (tests === 0) ok(false, 'the test checks something');
    console.log(`1..${tests}`);
    process.exitCode = failures > 0 ? 1 : code;
});
setTimeout(() => {
    diag(`still running after ${TIME_LIMIT_SECONDS} s`);
    process.exit(1);
}, TIME_LIMIT_SECONDS * 1000).unref();
