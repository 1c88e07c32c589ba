'use strict';
/* The options of the theme: what each may be, what it is when not given, and
 * what an owner is told who gave another. One row an option. */
const { Joi } = require('@docusaurus/utils-validation');

const NAME = 'docusaurus-theme-litsearch';
const ADDRESS = 'an http or https URL, or a path from the top of the same host such as "/litsearch/"';

/* An address that other addresses are put behind: it ends in a slash. */
function readAddress(value, helpers) {
    const isPath = /^\/(?![/\\])/.test(value);
    const parsed = URL.canParse(value, 'http://host') ? new URL(value, 'http://host') : null;
    if (!parsed || !/^https?:$/.test(parsed.protocol) || (!isPath && !/^https?:\/\//i.test(value))) {
        return helpers.error('any.invalid');
    }
    if (/[?#]/.test(value)) {
        return helpers.error('any.invalid');
    }
    return value.endsWith('/') ? value : `${value}/`;
}

const KEY = /^((mod|ctrl|meta|alt|shift)\+)*([^\s+]|f\d{1,2})$/i;
const address = () => Joi.string().custom(readAddress);
const text = () => Joi.string().min(1);
const count = (least, most) => Joi.number().integer().min(least).max(most);
const orFalse = (schema) => Joi.alternatives().try(Joi.valid(false), schema);

/* Path of the option, schema, what it must be. */
const ROWS = [
    ['id', Joi.string(), 'text'],
    ['endpoint', address().default('/litsearch/'), ADDRESS],
    [
        'proxy',
        orFalse(Joi.string().pattern(/^https?:/i).custom(readAddress)).default('http://127.0.0.1:7700/'),
        'the http or https URL of litsearch-serve, or false',
    ],
    [
        'searchPagePath',
        orFalse(text()).default('search'),
        'the path of the search page, such as "search", or false',
    ],
    ['limit', count(1, 50).default(8), 'a whole number from 1 to 50'],
    ['pageSize', count(1, 100).default(10), 'a whole number from 1 to 100'],
    ['headings', count(0, 8).default(3), 'a whole number from 0 to 8'],
    ['filters', Joi.object(), '{domain, score, year, journal}, each true or false, or false for none'],
    ['filters.domain', Joi.boolean().default(true), 'true or false'],
    ['filters.score', Joi.boolean().default(true), 'true or false'],
    ['filters.year', Joi.boolean().default(true), 'true or false'],
    ['filters.journal', Joi.boolean().default(true), 'true or false'],
    ['highlight', Joi.boolean().default(true), 'true or false'],
    [
        'shortcut',
        orFalse(Joi.array().items(Joi.string().pattern(KEY))).default(['mod+k', '/']),
        'a list of keys such as ["mod+k", "/"], or false',
    ],
    ['shortcut.*', null, 'a key such as "mod+k" or "/" (mod is Ctrl, or Command on a Mac)'],
    ['placeholder', text(), 'text'],
    ['recent', count(0, 50).default(5), 'a whole number from 0 to 50'],
    [
        'searchParameters',
        Joi.object()
            .pattern(
                /./,
                Joi.alternatives().try(
                    Joi.string(),
                    Joi.number(),
                    Joi.array().items(Joi.string(), Joi.number()),
                ),
            )
            .default({}),
        'parameters of /search with text, numbers or lists of them, such as {domain: ["急診"]}',
    ],
    ['searchParameters.*', null, 'text, a number, or a list of them'],
    [
        'routesFile',
        orFalse(text()).default('.docusaurus/litsearch-routes.json'),
        'the path of a file, or false',
    ],
    ['index', Joi.object(), '{db, command, paths, args}, or false'],
    ['index.db', text().required(), 'the folder of the index'],
    ['index.command', text().default('litsearch-index'), 'the program'],
    ['index.paths', Joi.array().items(text()).min(1), 'a list of folders and files'],
    ['index.args', Joi.array().items(Joi.string()).default([]), 'a list of options of litsearch-index'],
    ['openSearch', Joi.object(), '{shortName, description, tags}, or false'],
    ['openSearch.shortName', text().max(16), 'text of at most 16 characters'],
    ['openSearch.description', text().max(1024), 'text of at most 1024 characters'],
    ['openSearch.tags', text().max(256), 'text of at most 256 characters'],
];
const NESTED = { filters: true, index: false, openSearch: true };

/* Keys of the rows directly below a prefix. */
function keysBelow(prefix) {
    const keys = {};
    for (const [name, schema] of ROWS) {
        const rest = name.startsWith(prefix) ? name.slice(prefix.length) : '.';
        if (schema && !rest.includes('.')) {
            keys[rest] = schema;
        }
    }
    return keys;
}

function schemaOf() {
    const keys = keysBelow('');
    for (const [name, isOn] of Object.entries(NESTED)) {
        const inner = Joi.object(keysBelow(`${name}.`));
        const filled = isOn ? inner.validate({}).value : false;
        keys[name] = Joi.any()
            .when(Joi.valid(false), { then: Joi.valid(false), otherwise: inner })
            .default(filled);
    }
    return Joi.object(keys);
}
const SCHEMA = schemaOf();

/* How many edits make one word of another. */
function distance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
        const next = [i];
        for (let j = 1; j <= b.length; j++) {
            next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        }
        row = next;
    }
    return row[b.length];
}

function nearest(word, words) {
    const far = (other) => distance(word.toLowerCase(), other.toLowerCase());
    const [best] = [...words].sort((a, b) => far(a) - far(b));
    return best && far(best) <= Math.max(2, word.length / 3) ? best : null;
}

function shown(value) {
    const json = typeof value === 'function' ? 'a function' : (JSON.stringify(value) ?? String(value));
    return json.length > 80 ? `${json.slice(0, 79)}…` : json;
}

function explain(detail) {
    const name = detail.path.join('.');
    const prefix = detail.path
        .slice(0, -1)
        .map((part) => `${part}.`)
        .join('');
    if (detail.type === 'object.unknown') {
        const known = Object.keys(keysBelow(prefix));
        const near = nearest(String(detail.path.at(-1)), known);
        return (
            `there is no option "${name}"` +
            (near
                ? `: did you mean "${prefix}${near}"?`
                : `; there are ${known.map((key) => prefix + key).join(', ')}`)
        );
    }
    const row = [name, `${prefix}*`, prefix.slice(0, -1), detail.path[0]]
        .map((wanted) => ROWS.find(([key]) => key === wanted))
        .find(Boolean);
    const must = row ? row[2] : 'an object of options';
    return detail.type === 'any.required'
        ? `option "${name}" is missing: it must be ${must}`
        : `option ${name ? `"${name}" ` : ''}is ${shown(detail.context?.value)}: it must be ${must}`;
}

/* Throws one error that tells of all mistakes. */
function validateOptions({ options }) {
    const { error, value } = SCHEMA.validate(options ?? {}, { abortEarly: false, convert: false });
    if (error) {
        const lines = new Set(error.details.map(explain));
        throw new Error(`${NAME}: ${[...lines].join(`\n${NAME}: `)}`);
    }
    if (value.proxy && !value.endpoint.startsWith('/')) {
        value.proxy = false;
    }
    return { id: 'default', ...value };
}

module.exports = { NAME, validateOptions };
