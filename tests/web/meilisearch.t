#!/bin/sh
':' //; exec "${0%/*}/run" "$0" "$@"
// Meilisearch's own client asks litsearch-serve.
import { Meilisearch } from 'meilisearch';
import { startServer } from './server.mjs';
import { finish, is, like, ok } from './tap.mjs';

const server = await startServer({ args: ['--base-url', 'https://notes.example/docs'] });
const client = new Meilisearch({ host: server.url, apiKey: 'none' });
const index = client.index('cards');
const own = await (await fetch(`${server.url}/search?q=hallucination&typing=1&limit=100`)).json();

ok(await client.isHealthy(), 'the server is healthy');
const found = await index.search('hallucination');
is(found.estimatedTotalHits, own.total, 'all articles');
is(found.hits.map(({ id }) => id), own.hits.slice(0, own.total).map(({ id }) => id), 'in the same order');
like(found.hits[0].url, /^https:\/\/notes\.example\/docs\/.+#/, 'hits lead to a heading on the site');
const pretty = await index.search('hallucination', {
    limit: 1,
    attributesToHighlight: ['*'],
    attributesToCrop: ['content'],
    cropLength: 6,
    showMatchesPosition: true,
    showRankingScore: true,
    facets: ['domain', 'score'],
});
const [hit] = pretty.hits;
like(hit._formatted.content, /^…?.*<em>hallucination.*$/i, 'with marks');
ok(hit._formatted.content.length < hit.content.length, 'and cut short');
ok(hit._matchesPosition.content.length > 0, 'where the words are');
ok(hit._rankingScore > 0 && hit._rankingScore < 1, 'how well they fit');
is(Object.keys(pretty.facetDistribution), ['domain', 'score'], 'facets');
ok(pretty.facetStats.score.max >= pretty.facetStats.score.min, 'with their ends');
const filtered = await index.search('', { filter: ['score >= 8', ['domain = 門診', 'domain = "急診"']], sort: ['year:desc'], limit: 100 });
ok(filtered.hits.length > 1 && filtered.hits.every(({ score, domain }) => score >= 8 && /門診|急診/.test(domain)), 'filters hold');
const years = filtered.hits.map(({ year }) => year ?? 0);
is(years, [...years].sort((a, b) => b - a), 'in the order asked for');
const page = await index.search('', { page: 2, hitsPerPage: 7 });
is([page.page, page.hitsPerPage, page.hits.length], [2, 7, 7], 'pages');
is(page.totalPages, Math.ceil(page.totalHits / 7), 'of so many');
const got = await index.searchGet('hallucination', { filter: 'score >= 8', attributesToRetrieve: ['id', 'score'], limit: 2 });
ok(got.hits.length > 0 && got.hits.every((each) => Object.keys(each).join() === 'id,score' && each.score >= 8), 'asked with GET');
const { results } = await client.multiSearch({ queries: [{ indexUid: 'a', q: '幻覺' }, { indexUid: 'b', q: 'hallucination', limit: 1 }] });
is(results.map(({ indexUid }) => indexUid), ['a', 'b'], 'several queries');
const values = await index.searchForFacetValues({ facetName: 'domain', facetQuery: '醫' });
ok(values.facetHits.length > 0 && values.facetHits.every(({ value }) => value.includes('醫')), 'values of a facet');
const error = await index.search('x', { filter: 'score >> 8' }).catch((cause) => cause);
is([error.cause?.code, error.cause?.type], ['invalid_search_filter', 'invalid_request'], 'a mistake has its code');
like(error.message, /filter: character 8: a number expected, not > 8/, 'and says where');
is(await server.stop(), 0, 'the server stops well');
await finish();
