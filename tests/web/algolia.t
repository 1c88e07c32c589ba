#!/bin/sh
':' //; exec "${0%/*}/run" "$0" "$@"
// Algolia's own clients, of the versions that sites have, ask litsearch-serve.
import algoliasearch4 from 'algoliasearch-4';
import algoliasearchHelper from 'algoliasearch-helper';
import { algoliasearch } from 'algoliasearch';
import { liteClient } from 'algoliasearch/lite';
import { startServer } from './server.mjs';
import { finish, is, like, ok, throws } from './tap.mjs';

const server = await startServer({ args: ['--base-url', 'https://notes.example/docs', '--root', 'https://find.example/'] });
const hosts = [{ url: server.host, accept: 'readWrite', protocol: 'http' }];
const ids = ({ hits }) => hits.map(({ objectID }) => objectID);

// What the command line's own server finds is what all clients have to find.
const own = await (await fetch(`${server.url}/search?q=hallucination&typing=1&facets=1&limit=100`)).json();
ok(own.total > 1, 'there is something to find');

const v5 = algoliasearch('litsearch', 'none', { hosts });
const single = await v5.searchSingleIndex({ indexName: 'cards', searchParams: { query: 'hallucination' } });
is(single.nbHits, own.total, 'v5, one index: all articles');
is(ids(single), own.hits.slice(0, own.total).map(({ id }) => id), 'in the same order');
is(single.query, 'hallucination', 'the query comes back');
like(single.hits[0].url, /^https:\/\/notes\.example\/docs\/.+#/, 'hits lead to a heading on the site');
like(single.hits[0]._highlightResult.content.value, /<em>hallucination/i, 'with marks');
const { results } = await v5.search({
    requests: [
        { indexName: 'cards', query: 'hallucination', facets: ['domain', 'score'], hitsPerPage: 2 },
        { indexName: 'cards', query: 'sepsis', filters: 'score >= 8 AND NOT domain:"急診"' },
        { indexName: 'cards', query: '幻覺', facetFilters: [['score:8', 'score:8.2']], numericFilters: ['year >= 2020'] },
    ],
});
is(results.length, 3, 'v5: an answer for each request');
is(results[0].hits.length, 2, 'as many hits as asked for');
is(results[0].nbPages, Math.ceil(own.total / 2), 'of as many pages as there are');
is(results[0].facets.score, Object.fromEntries(own.facets.score.map(({ value, count }) => [value, count])), 'counts of a facet');
ok(results[0].facets_stats.score.max >= results[0].facets_stats.score.min, 'ends of a number');
const sepsis = await (await fetch(`${server.url}/search?q=${encodeURIComponent('sepsis score:8.. NOT domain:急診')}&match=all&limit=100`)).json();
is(ids(results[1]), sepsis.hits.slice(0, sepsis.total || undefined).map(({ id }) => id), 'filters are those of our own language');
ok(results[2].hits.every(({ score, year }) => [8, 8.2].includes(score) && year >= 2020), 'facet and number filters hold');
const values = await v5.searchForFacetValues({ indexName: 'cards', facetName: 'domain', searchForFacetValuesRequest: { facetQuery: '醫' } });
ok(values.facetHits.length > 0 && values.facetHits.every(({ value }) => value.includes('醫')), 'values of a facet are found');
const both = await v5.search({ requests: [{ indexName: 'cards', type: 'facet', facet: 'domain', facetQuery: '醫' }] });
is(both.results[0].facetHits, values.facetHits, 'as one of several requests too');
const sorted = await v5.searchSingleIndex({ indexName: 'cards_year_desc', searchParams: { query: 'hallucination' } });
const years = sorted.hits.map(({ year }) => year ?? 0);
is(years, [...years].sort((a, b) => b - a), 'an index in another order');
await throws(
    () => v5.searchSingleIndex({ indexName: 'cards', searchParams: { query: 'x', filters: 'score >> 8' } }),
    /filters: character 8: a number expected, not > 8/,
    'a mistake is told, and where',
);

const lite = liteClient('litsearch', 'none', { hosts });
const cheap = await lite.search([{ indexName: 'cards', params: { query: 'hallucination', hitsPerPage: 3 } }]);
is(cheap.results[0].hits.length, 3, 'v5 lite, as InstantSearch calls it');

// The search page of Docusaurus' own theme: what it asks for, and what it reads without a look.
const helper = algoliasearchHelper(lite, 'cards', { hitsPerPage: 15, advancedSyntax: true, disjunctiveFacets: ['language', 'docusaurus_tag'] });
helper.addDisjunctiveFacetRefinement('docusaurus_tag', 'default');
helper.addDisjunctiveFacetRefinement('language', 'zh-Hant');
const shown = new Promise((resolve, reject) => {
    helper.on('result', ({ results: answer }) => resolve(answer));
    helper.on('error', ({ error }) => reject(error));
});
helper.setQuery('hallucination').setPage(0).search();
const page = await shown;
is([page.query, page.nbHits, page.page, page.nbPages], ['hallucination', own.total, 0, 1], 'a search page knows what it shows');
const rows = page.hits.map(({ url, _highlightResult: { hierarchy }, _snippetResult: passage = {} }) => {
    const titles = Object.keys(hierarchy).map((key) => hierarchy[key].value);
    return { title: titles.pop(), breadcrumbs: titles, path: new URL(url).pathname, summary: passage.content.value };
});
is(rows.map(({ title }) => title.replaceAll(/<.?em>/g, '')), page.hits.map(({ title }) => title), 'each row its title');
ok(rows.every(({ path, summary }) => path.startsWith('/docs/') && /<em>hallucinat/i.test(summary)), 'with address and marked passage');

const v4 = algoliasearch4('litsearch', 'none', { hosts: [{ ...hosts[0], accept: 3 }] });
const index = v4.initIndex('cards');
const old = await index.search('hallucination', { facetFilters: [['domain:門診', 'domain:急診']], attributesToRetrieve: ['title', 'domain'], hitsPerPage: 5 });
ok(old.hits.length > 0 && old.hits.every(({ domain }) => domain.includes('門診') || domain.includes('急診')), 'v4: filters in a form');
ok(old.hits.every((hit) => !('pmid' in hit) && 'title' in hit), 'only the attributes asked for');
const many = await v4.multipleQueries([
    { indexName: 'cards', query: 'hallucination', params: { hitsPerPage: 1 } },
    { indexName: 'cards', query: '幻覺', params: { hitsPerPage: 1, page: 1, numericFilters: ['score>=8'] } },
]);
is(many.results.map(({ page, hits }) => [page, hits.length]), [[0, 1], [1, 1]], 'v4: several queries');
const found = await index.searchForFacetValues('domain', '醫');
is(found.facetHits.map(({ value }) => value), values.facetHits.map(({ value }) => value), 'v4: values of a facet');
await throws(() => index.search('x', { tagFilters: ['a'] }), /tagFilters: this engine cannot do that/, 'v4: what cannot be done is told');
const nothing = await index.search('zzzzqqqq');
is([nothing.nbHits, nothing.hits.length, nothing.nbPages], [0, 0, 0], 'v4: nothing is found');

is(await server.stop(), 0, 'the server stops well');
await finish();
