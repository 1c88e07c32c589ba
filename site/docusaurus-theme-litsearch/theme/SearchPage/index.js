import React, { useEffect, useMemo, useRef, useState } from 'react';
import Head from '@docusaurus/Head';
import Translate, { translate } from '@docusaurus/Translate';
import { useHistory, useLocation } from '@docusaurus/router';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import { usePluginData } from '@docusaurus/useGlobalData';
import useIsBrowser from '@docusaurus/useIsBrowser';
import Layout from '@theme/Layout';
import { Explanation, Failure, Hint, Nothing, placeholderOf, useSummary } from '@theme/SearchParts';
import { countReachable, useAnswer, writeParameters } from '../../browser/ask';
import { isPlainClick } from '../../browser/keys';
import Facets from './Facets';
import Hit from './Hit';
import styles from './styles.module.css';

const OFFSET_MAX = 10000; /* the server's */
const LISTS = ['domain', 'journal'];

/* The address says all: its parameters are those of the server's /search. */
function readAsk(search) {
    const parameters = new URLSearchParams(search);
    const page = Number.parseInt(parameters.get('page') ?? '1', 10);
    const ask = { q: parameters.get('q') ?? '' };
    for (const name of ['score', 'year', 'sort']) {
        ask[name] = parameters.get(name) ?? '';
    }
    for (const name of LISTS) {
        ask[name] = parameters.getAll(name);
    }
    return { ...ask, page: page > 1 ? page : 1 };
}

/* What the address says of the question; page 1 goes without saying. */
function writeAsk({ q, page, ...rest }) {
    return writeParameters({ q, ...rest, page: page > 1 ? page : '' });
}

const isFiltered = (ask) => Boolean(ask.score || ask.year || ask.domain.length || ask.journal.length);

/* Typing replaces the address, and a choice makes a new one to come back from. */
function useAsk() {
    const { pathname, search } = useLocation();
    const history = useHistory();
    const ask = useMemo(() => readAsk(search), [search]);
    const go = (changes, { replace = false } = {}) => {
        const query = writeAsk({ ...ask, page: 1, ...changes });
        history[replace ? 'replace' : 'push']({ pathname, search: query ? `?${query}` : '' });
    };
    return [ask, go];
}

/* The field, which follows the address when that changes otherwise; what is being composed by an
 * input method is not searched for yet. */
function Field({ settings, query, onType, onSubmit }) {
    const [text, setText] = useState(query);
    const [isComposing, setIsComposing] = useState(false);
    const sent = useRef(query);
    useEffect(() => {
        if (query !== sent.current) {
            sent.current = query;
            setText(query);
        }
    }, [query]);
    const type = (value) => {
        sent.current = value.trim();
        onType(value.trim());
    };
    return (
        <form
            role="search"
            className={styles.form}
            onSubmit={(event) => {
                event.preventDefault();
                onSubmit();
            }}
        >
            <input
                className={styles.field}
                type="search"
                name="q"
                autoComplete="off"
                autoFocus
                maxLength={512}
                aria-label={placeholderOf(settings)}
                placeholder={placeholderOf(settings)}
                value={text}
                onChange={(event) => {
                    setText(event.target.value);
                    if (!isComposing) {
                        type(event.target.value);
                    }
                }}
                onCompositionStart={() => setIsComposing(true)}
                onCompositionEnd={(event) => {
                    setIsComposing(false);
                    type(event.target.value);
                }}
            />
        </form>
    );
}

function Sort({ value, onChange }) {
    const label = translate({
        id: 'theme.litsearch.sort.label',
        message: 'Sort by',
        description: 'The choice of an order',
    });
    const orders = [
        [
            '',
            translate({
                id: 'theme.litsearch.sort.relevance',
                message: 'Relevance',
                description: 'Best matches first',
            }),
        ],
        [
            'score',
            translate({
                id: 'theme.litsearch.sort.score',
                message: 'Score',
                description: 'Highest scores first',
            }),
        ],
        [
            'year',
            translate({ id: 'theme.litsearch.sort.year', message: 'Year', description: 'Latest first' }),
        ],
        ['title', translate({ id: 'theme.litsearch.sort.title', message: 'Title', description: 'By title' })],
    ];
    return (
        <label className={styles.sort}>
            {label}{' '}
            <select
                className={styles.select}
                value={value}
                onChange={(event) => onChange(event.target.value)}
            >
                {orders.map(([order, name]) => (
                    <option key={order} value={order}>
                        {name}
                    </option>
                ))}
            </select>
        </label>
    );
}

function Pager({ page, pages, hrefOf, onGo }) {
    const step = (to, text) => (
        <a
            className="button button--secondary"
            href={hrefOf(to)}
            onClick={(event) => {
                if (isPlainClick(event)) {
                    event.preventDefault();
                    onGo(to);
                }
            }}
        >
            {text}
        </a>
    );
    return pages < 2 ? null : (
        <nav
            className={styles.pager}
            aria-label={translate({
                id: 'theme.litsearch.pager.label',
                message: 'Pages of results',
                description: 'The name of the pager',
            })}
        >
            {page > 1 &&
                step(
                    page - 1,
                    translate({
                        id: 'theme.litsearch.pager.previous',
                        message: 'Previous',
                        description: 'Leads to the page before',
                    }),
                )}
            <span>
                <Translate
                    id="theme.litsearch.pager.page"
                    description="Which page this is"
                    values={{ page, pages }}
                >
                    {'Page {page} of {pages}'}
                </Translate>
            </span>
            {page < pages &&
                step(
                    page + 1,
                    translate({
                        id: 'theme.litsearch.pager.next',
                        message: 'Next',
                        description: 'Leads to the next page',
                    }),
                )}
        </nav>
    );
}

function Answer({ settings, ask, go, answer, onSuggestion }) {
    const { pathname } = useLocation();
    const summarise = useSummary();
    const pages = Math.min(
        Math.ceil(countReachable(answer) / settings.pageSize),
        Math.floor(OFFSET_MAX / settings.pageSize),
    );
    return (
        <>
            <div className={styles.told}>
                <p className={styles.summary} role="status">
                    {answer.hits.length > 0 && summarise(answer)}
                </p>
                <Sort value={ask.sort} onChange={(sort) => go({ sort })} />
            </div>
            <Explanation answer={answer} onSuggestion={onSuggestion} />
            {answer.hits.length === 0 && <Nothing query={ask.q} />}
            {answer.hits.map((hit) => (
                <Hit key={hit.id} hit={hit} settings={settings} />
            ))}
            <Pager
                page={ask.page}
                pages={answer.hits.length > 0 || ask.page > 1 ? pages : 0}
                hrefOf={(page) => `${pathname}?${writeAsk({ ...ask, page })}`}
                onGo={(page) => {
                    go({ page });
                    window.scrollTo({ top: 0 });
                }}
            />
        </>
    );
}

function Search() {
    const settings = usePluginData('docusaurus-theme-litsearch');
    const [ask, go] = useAsk();
    /* Until Enter, the last word may go on, and what is no query yet is no mistake. */
    const [isTyping, setIsTyping] = useState(false);
    const hasAsked = ask.q !== '' || isFiltered(ask);
    const { page, ...rest } = ask;
    const { answer, error, isCurrent, retry } = useAnswer(
        settings,
        hasAsked
            ? {
                  ...rest,
                  limit: settings.pageSize,
                  page: page > 1 ? page : '',
                  headings: settings.headings,
                  facets: 1,
                  typing: isTyping ? 1 : '',
              }
            : null,
    );
    return (
        <>
            <Field
                settings={settings}
                query={ask.q}
                onType={(q) => {
                    setIsTyping(true);
                    if (q !== ask.q) {
                        go({ q }, { replace: true });
                    }
                }}
                onSubmit={() => setIsTyping(false)}
            />
            <div className={styles.columns}>
                {settings.filters && answer && (
                    <Facets filters={settings.filters} facets={answer.facets} ask={ask} onChange={go} />
                )}
                <div className={styles.results} aria-busy={!isCurrent} data-busy={!isCurrent || undefined}>
                    {error && <Failure error={error} query={ask.q} onRetry={retry} />}
                    {answer && (
                        <Answer
                            settings={settings}
                            ask={ask}
                            go={go}
                            answer={answer}
                            onSuggestion={(q) => go({ q })}
                        />
                    )}
                    {!hasAsked && (
                        <p className={styles.empty}>
                            <Hint />
                        </p>
                    )}
                </div>
            </div>
        </>
    );
}

export default function SearchPage() {
    const { siteConfig } = useDocusaurusContext();
    const isBrowser = useIsBrowser();
    const heading = translate({
        id: 'theme.litsearch.page.heading',
        message: 'Search the articles',
        description: 'The heading of the search page',
    });
    return (
        <Layout>
            <Head>
                <title>{`${heading} | ${siteConfig.title}`}</title>
                <meta property="og:title" content={heading} />
                {/* Pages of results are no content of the site. */}
                <meta name="robots" content="noindex, follow" />
            </Head>
            <main className="container margin-vert--lg">
                <h1>{heading}</h1>
                {isBrowser ? (
                    <Search />
                ) : (
                    <noscript>
                        <Translate
                            id="theme.litsearch.page.noscript"
                            description="Shown to a browser without JavaScript"
                        >
                            The search needs JavaScript.
                        </Translate>
                    </noscript>
                )}
            </main>
        </Layout>
    );
}
