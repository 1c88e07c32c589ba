'use strict';
/* The description by which a browser offers the site's search in its own search box. */
const { normalizeUrl } = require('@docusaurus/utils');

const FILE = 'opensearch.xml';
const SHORT_NAME_MAX = 16; /* OpenSearch 1.1 */

function escapeXml(text) {
    return text
        .replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
        .replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}

function shortNameOf(title) {
    const chars = [...title];
    return chars.length > SHORT_NAME_MAX
        ? `${chars
              .slice(0, SHORT_NAME_MAX - 1)
              .join('')
              .trimEnd()}…`
        : title;
}

/* site: {title, tagline, url, baseUrl, favicon}. */
function describe(options, site) {
    const siteUrl = normalizeUrl([site.url, site.baseUrl]);
    const at = (address) => new URL(address, site.url).href;
    const element = (name, text) => (text ? `  <${name}>${escapeXml(text)}</${name}>\n` : '');
    const link = (type, template) =>
        `  <Url type="${type}" method="get" template="${escapeXml(template)}"/>\n`;
    const {
        shortName = shortNameOf(site.title),
        description = site.tagline || site.title,
        tags,
    } = options.openSearch;
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n' +
        element('ShortName', shortName) +
        element('Description', description) +
        element('Tags', tags) +
        '  <InputEncoding>UTF-8</InputEncoding>\n' +
        (site.favicon ? `  <Image>${escapeXml(normalizeUrl([siteUrl, site.favicon]))}</Image>\n` : '') +
        link('text/html', `${normalizeUrl([siteUrl, options.searchPagePath])}?q={searchTerms}`) +
        link('application/x-suggestions+json', `${at(options.endpoint)}suggest?q={searchTerms}`) +
        '</OpenSearchDescription>\n'
    );
}

function tagOf(options, site) {
    return {
        tagName: 'link',
        attributes: {
            rel: 'search',
            type: 'application/opensearchdescription+xml',
            title: options.openSearch.shortName ?? site.title,
            href: normalizeUrl([site.baseUrl, FILE]),
        },
    };
}

module.exports = { FILE, describe, tagOf };
