import React, { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import Translate, { translate } from '@docusaurus/Translate';
import { useHistory } from '@docusaurus/router';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import { usePluginData } from '@docusaurus/useGlobalData';
import { Explanation, Failure, Nothing, placeholderOf, useSummary } from '@theme/SearchParts';
import { useAnswer, writeParameters } from '../../browser/ask';
import { isPlainClick } from '../../browser/keys';
import { linkOf } from '../../browser/link';
import { recentSearches } from '../../browser/recent';
import Filters from './Filters';
import Recent from './Recent';
import Results from './Results';
import styles from './styles.module.css';

const NO_FILTERS = { domain: [], score: '' };

/* An input method shows what is typed, letters or bopomofo, before it is Chinese. */
const HALF_TYPED = /[A-Za-z\u02CA\u02CB\u02D9\u02C7\u3100-\u312F\u31A0-\u31BF]|^$/;

/* The field's text, and the text to search for, which waits until what is composed is Chinese. */
function useTyped(initial) {
    const [text, setText] = useState(initial);
    const [query, setQuery] = useState(initial);
    const composed = useRef(null);
    const set = useCallback((value) => {
        setText(value);
        setQuery(value);
    }, []);
    const handlers = {
        onChange: (event) => {
            const { value } = event.target;
            setText(value);
            if (composed.current === null || !HALF_TYPED.test(composed.current)) {
                setQuery(value);
            }
        },
        onCompositionStart: () => {
            composed.current = '';
        },
        onCompositionUpdate: (event) => {
            composed.current = event.data;
        },
        onCompositionEnd: (event) => {
            composed.current = null;
            set(event.target.value);
        },
    };
    return { text, query, set, handlers };
}

/* The rows one can choose: [{key, kind, link | query, hit, heading}]. */
function rowsOf(answer, settings, baseUrl) {
    return answer.hits.flatMap((hit, number) => {
        const headings = hit.headings ?? [];
        const anchor = headings.length > 0 ? null : hit.anchor;
        const article = {
            key: `${number}`,
            kind: 'article',
            hit,
            link: linkOf(hit, anchor, settings, baseUrl),
        };
        return [
            article,
            ...headings.map((heading, place) => ({
                key: `${number}-${place}`,
                kind: 'heading',
                hit,
                heading,
                link: linkOf(hit, heading.anchor, settings, baseUrl),
            })),
        ];
    });
}

function useRows(answer, hasQuery, recent, settings, baseUrl) {
    return useMemo(() => {
        if (answer) {
            return rowsOf(answer, settings, baseUrl);
        }
        return hasQuery
            ? []
            : recent.map((query, number) => ({ key: `recent-${number}`, kind: 'recent', query }));
    }, [answer, hasQuery, recent, settings, baseUrl]);
}

/* Which row is chosen. The first of an answer is, as Enter opens it; one of the searches before
 * only once the arrows reach it. Other rows begin anew. */
function useActive(rows) {
    const [choice, setChoice] = useState({ rows: null, at: -1, isInList: false });
    const isOfThese = choice.rows === rows;
    const first = rows.length > 0 && rows[0].kind !== 'recent' ? 0 : -1;
    return {
        active: isOfThese ? choice.at : first,
        isInList: isOfThese && choice.isInList,
        go: (at) => setChoice({ rows, at, isInList: at >= 0 }),
        hover: (at) => setChoice({ rows, at, isInList: isOfThese && choice.isInList }),
    };
}

/* Key → the row it leads to. Home and End belong to the field until the arrows have left it. */
function movesOf(rows, active, isInList) {
    const count = rows.length;
    const article = (step) => {
        for (let at = active + step; at >= 0 && at < count; at += step) {
            if (rows[at].kind !== 'heading') {
                return at;
            }
        }
        return step > 0 ? active : 0;
    };
    return {
        ArrowDown: () => (active + 1) % count,
        ArrowUp: () => (active <= 0 ? count - 1 : active - 1),
        PageDown: () => article(1),
        PageUp: () => article(-1),
        ...(isInList && { Home: () => 0, End: () => count - 1 }),
    };
}

function Footer({ settings, query, filters, answer, onFollow }) {
    const { siteConfig } = useDocusaurusContext();
    const hint = (keys, text) => (
        <span className={styles.hint}>
            {keys.map((key) => (
                <kbd key={key} className={styles.key}>
                    {key}
                </kbd>
            ))}
            {text}
        </span>
    );
    const path = `${siteConfig.baseUrl}${settings.searchPagePath}`.replace(/\/{2,}/g, '/');
    const parameters = writeParameters({ q: query, ...filters });
    return (
        <footer className={styles.footer}>
            <span className={styles.hints} aria-hidden="true">
                {hint(
                    ['↑', '↓'],
                    translate({
                        id: 'theme.litsearch.key.move',
                        message: 'move',
                        description: 'What the arrow keys do',
                    }),
                )}
                {hint(
                    ['↵'],
                    translate({
                        id: 'theme.litsearch.key.open',
                        message: 'open',
                        description: 'What Enter does',
                    }),
                )}
                {hint(
                    ['Esc'],
                    translate({
                        id: 'theme.litsearch.key.close',
                        message: 'close',
                        description: 'What Esc does',
                    }),
                )}
            </span>
            {settings.searchPagePath && answer && answer.hits.length > 0 && (
                <a
                    className={styles.all}
                    href={`${path}?${parameters}`}
                    onClick={(event) => onFollow(event, `${path}?${parameters}`)}
                >
                    <Translate id="theme.litsearch.dialog.all" description="Leads to the search page">
                        All results and more filters
                    </Translate>
                </a>
            )}
        </footer>
    );
}

/* Opened over the page; what lies behind it cannot be reached meanwhile, and has the focus again
 * when it closes, which must be before it leaves the document. */
function useModal(dialog) {
    useLayoutEffect(() => {
        const element = dialog.current;
        const { overflow } = document.documentElement.style;
        element.showModal();
        document.documentElement.style.overflow = 'hidden';
        return () => {
            document.documentElement.style.overflow = overflow;
            element.close();
        };
    }, [dialog]);
}

export default function SearchDialog({ initialQuery = '', onClose }) {
    const settings = usePluginData('docusaurus-theme-litsearch');
    const {
        siteConfig: { baseUrl },
    } = useDocusaurusContext();
    const history = useHistory();
    const summarise = useSummary();
    const id = useId();
    const dialog = useRef(null);
    const field = useRef(null);
    const list = useRef(null);
    const isEnterWaiting = useRef(false);
    const typed = useTyped(initialQuery);
    const [filters, setFilters] = useState(NO_FILTERS);
    const past = useMemo(() => recentSearches(baseUrl, settings.recent), [baseUrl, settings.recent]);
    const [recent, setRecent] = useState(() => past.list());

    const query = typed.query.trim();
    const parameters =
        query === ''
            ? null
            : {
                  q: query,
                  limit: settings.limit,
                  headings: settings.headings,
                  facets: settings.filters ? 1 : '',
                  typing: 1,
                  ...filters,
              };
    const { answer, error, isCurrent, retry } = useAnswer(settings, parameters);
    const rows = useRows(answer, query !== '', recent, settings, baseUrl);
    const { active, isInList, go, hover } = useActive(rows);
    useModal(dialog);

    useEffect(() => {
        field.current.focus();
        field.current.select();
    }, []);
    useEffect(() => {
        list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
    }, [active, rows]);

    /* Words from elsewhere than the keys; what was clicked may be gone, and one goes on typing. */
    const write = (text) => {
        typed.set(text);
        field.current.focus();
    };
    const forget = (list) => {
        setRecent(list);
        field.current.focus();
    };
    const close = useCallback(() => onClose(typed.text), [onClose, typed.text]);
    const remember = () => setRecent(past.add(query) || []);

    function follow(row) {
        if (row.kind === 'recent') {
            write(row.query);
            return;
        }
        if (row.link) {
            remember();
            close();
            if (row.link.path) {
                history.push(row.link.path);
            } else {
                window.location.assign(row.link.href);
            }
        }
    }

    function click(event, row) {
        if (row.kind === 'recent' || isPlainClick(event)) {
            event.preventDefault();
            follow(row);
        } else {
            remember();
        }
    }

    /* Enter before the answer has come opens the first of it when it comes. */
    useEffect(() => {
        if (isCurrent && isEnterWaiting.current) {
            isEnterWaiting.current = false;
            if (answer && !error && rows.length > 0 && rows[0].kind !== 'recent') {
                follow(rows[0]);
            }
        }
    });

    function press(event) {
        isEnterWaiting.current = false;
        if (event.nativeEvent.isComposing || event.keyCode === 229) {
            return;
        }
        const move =
            rows.length > 0 &&
            !event.altKey &&
            !event.ctrlKey &&
            !event.metaKey &&
            !event.shiftKey &&
            movesOf(rows, active, isInList)[event.key];
        if (move) {
            event.preventDefault();
            go(move());
        } else if (event.key === 'Enter') {
            event.preventDefault();
            enter(event.ctrlKey || event.metaKey);
        } else if (event.key === 'Escape') {
            /* A search field would empty itself first. */
            event.preventDefault();
            close();
        } else if (event.key === 'Delete' && rows[active]?.kind === 'recent') {
            event.preventDefault();
            setRecent(past.remove(rows[active].query));
        }
    }

    function enter(isNewTab) {
        const row = rows[active];
        if (query !== typed.text.trim() || !isCurrent) {
            isEnterWaiting.current = true;
        } else if (row && isNewTab && row.link) {
            remember();
            window.open(row.link.href, '_blank', 'noopener');
        } else if (row && !(error && !isInList)) {
            follow(row);
        }
    }

    const label = translate({
        id: 'theme.litsearch.dialog.label',
        message: 'Search',
        description: 'The name of the search dialog',
    });
    const isEmpty = query === '';
    const hasList = rows.length > 0;
    const status =
        isCurrent && answer && !error
            ? answer.hits.length > 0
                ? summarise(answer)
                : translate({
                      id: 'theme.litsearch.dialog.none',
                      message: 'No articles',
                      description: 'Read out when nothing was found',
                  })
            : '';
    return (
        <dialog
            ref={dialog}
            className={styles.dialog}
            aria-label={label}
            onCancel={(event) => {
                event.preventDefault();
                close();
            }}
            onMouseDown={(event) => event.target === dialog.current && close()}
        >
            <div className={styles.frame}>
                <div className={styles.head}>
                    <svg
                        className={styles.icon}
                        width="20"
                        height="20"
                        viewBox="0 0 20 20"
                        aria-hidden="true"
                    >
                        <path
                            d="M14.4 14.4 19 19M9 16A7 7 0 1 0 9 2a7 7 0 0 0 0 14z"
                            fill="none"
                            stroke="currentColor"
                            strokeWidth="1.6"
                            strokeLinecap="round"
                        />
                    </svg>
                    <input
                        ref={field}
                        className={styles.field}
                        type="search"
                        role="combobox"
                        aria-label={placeholderOf(settings)}
                        aria-autocomplete="list"
                        aria-expanded={hasList}
                        aria-controls={hasList ? `${id}list` : undefined}
                        aria-activedescendant={active >= 0 ? `${id}${rows[active].key}` : undefined}
                        placeholder={placeholderOf(settings)}
                        autoComplete="off"
                        autoCorrect="off"
                        autoCapitalize="off"
                        spellCheck="false"
                        enterKeyHint="go"
                        maxLength={512}
                        value={typed.text}
                        onKeyDown={press}
                        {...typed.handlers}
                    />
                    {typed.text !== '' && (
                        <button
                            type="button"
                            className={styles.clear}
                            onClick={() => write('')}
                        >
                            <Translate
                                id="theme.litsearch.dialog.clear"
                                description="Empties the search field"
                            >
                                Clear
                            </Translate>
                        </button>
                    )}
                    <button
                        type="button"
                        className={styles.close}
                        aria-label={translate({
                            id: 'theme.litsearch.dialog.close',
                            message: 'Close',
                            description: 'Closes the search dialog',
                        })}
                        onClick={close}
                    >
                        <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
                            <path
                                d="m4 4 10 10M14 4 4 14"
                                fill="none"
                                stroke="currentColor"
                                strokeWidth="1.6"
                                strokeLinecap="round"
                            />
                        </svg>
                    </button>
                </div>
                {!isEmpty && settings.filters && answer && (
                    <Filters
                        settings={settings}
                        facets={answer.facets}
                        filters={filters}
                        onChange={setFilters}
                    />
                )}
                <div className={styles.status} role="status" aria-live="polite">
                    {status}
                </div>
                <div
                    className={styles.body}
                    ref={list}
                    tabIndex={-1}
                    aria-busy={!isCurrent}
                    data-busy={!isCurrent || undefined}
                >
                    {isEmpty && (
                        <Recent
                            id={id}
                            rows={rows}
                            active={active}
                            onHover={hover}
                            onChoose={click}
                            onRemove={(one) => forget(past.remove(one))}
                            onClear={() => forget(past.clear())}
                        />
                    )}
                    {!isEmpty && error && <Failure error={error} query={query} onRetry={retry} />}
                    {!isEmpty && answer && <Explanation answer={answer} onSuggestion={write} />}
                    {!isEmpty && answer && !hasList && !error && <Nothing query={query} />}
                    {!isEmpty && answer && hasList && (
                        <Results id={id} rows={rows} active={active} onHover={hover} onChoose={click} />
                    )}
                </div>
                <Footer
                    settings={settings}
                    query={query}
                    filters={filters}
                    answer={isEmpty ? null : answer}
                    onFollow={(event, path) => {
                        remember();
                        if (isPlainClick(event)) {
                            event.preventDefault();
                            close();
                            history.push(path);
                        }
                    }}
                />
            </div>
        </dialog>
    );
}
