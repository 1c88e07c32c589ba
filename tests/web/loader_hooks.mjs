import { readFile } from 'node:fs/promises';

const packages = new URL('../../build/web/', import.meta.url);

const isPackage = (specifier) => !/^([./]|[a-z]+:)/.test(specifier);
const isOurs = (url) => url?.startsWith(new URL('../../', import.meta.url).href) && !url.includes('/node_modules/');

export function resolve(specifier, context, next) {
    const moved = isPackage(specifier) && isOurs(context.parentURL);
    return next(specifier, moved ? { ...context, parentURL: new URL('any.mjs', packages).href } : context);
}

export async function load(url, context, next) {
    if (!url.endsWith('.t')) return next(url, context);
    return { format: 'module', source: await readFile(new URL(url)), shortCircuit: true };
}
