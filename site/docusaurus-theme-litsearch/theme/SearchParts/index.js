/* What the dialog and the page have in common: marked text, what is said of an answer, failures. */
import React from 'react';
import Translate, { translate } from '@docusaurus/Translate';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import { cutAtMarks } from '../../browser/marks';
import styles from './styles.module.css';

export function Marked({ text, marks }) {
    return cutAtMarks(text, marks).map((piece, index) =>
        piece.isMarked ? (
            <mark key={index} className={styles.mark}>
                {piece.text}
            </mark>
        ) : (
            <React.Fragment key={index}>{piece.text}</React.Fragment>
        ),
    );
}

/* The title in the language of the interface, and the other one. */
export function useTitles() {
    const { i18n } = useDocusaurusContext();
    const isChinese = /^zh\b/i.test(i18n.currentLocale);
    return (hit) => {
        const title = (isChinese && hit.title_zh) || hit.title;
        const other = [hit.title_en, hit.title_zh].find((one) => one && one !== title);
        return { title, other: other ?? null };
    };
}

/* "One article|{count} articles" → the form for the number. Languages without a plural give one. */
export function useCount() {
    const { i18n } = useDocusaurusContext();
    return (message, count) => {
        const forms = message.split('|');
        const isOne = forms.length > 1 && new Intl.PluralRules(i18n.currentLocale).select(count) === 'one';
        return (isOne ? forms[0] : forms.at(-1)).replace(
            '{count}',
            new Intl.NumberFormat(i18n.currentLocale).format(count),
        );
    };
}

export function useFacts() {
    return (hit) => [hit.journal, hit.year, ...hit.domains].filter(Boolean);
}

export function Score({ score }) {
    const label = translate(
        {
            id: 'theme.litsearch.hit.score',
            message: 'score {score}',
            description: 'The score of an article, of 10',
        },
        { score },
    );
    return score === null ? null : (
        <span className={styles.score} title={label}>
            <span aria-hidden="true">★ {score}</span>
            <span className={styles.hidden}>{label}</span>
        </span>
    );
}

/* How many were found, in one part or two. */
function totalsOf(answer, say) {
    const isAll = answer.total > 0;
    const count = isAll
        ? answer.total
        : Math.max(answer.total_some, answer.total_expanded, answer.total_template);
    const articles = say(articlesMessage(), count);
    if (!isAll || answer.total_some <= answer.total) {
        return [articles];
    }
    const some = translate({
        id: 'theme.litsearch.answer.some',
        message: '{count} with some of the words',
        description: 'How many articles hold some of the words',
    });
    return [articles, say(some, answer.total_some)];
}

function articlesMessage() {
    return translate({
        id: 'theme.litsearch.answer.articles',
        message: 'One article|{count} articles',
        description: 'How many articles were found; singular|plural',
    });
}

/* "8 articles, 2 more in other words" */
export function useSummary() {
    const say = useCount();
    return (answer) => {
        const parts = totalsOf(answer, say);
        if (answer.total_expanded > 0 && answer.step !== 'expanded') {
            parts.push(
                say(
                    translate({
                        id: 'theme.litsearch.answer.expanded',
                        message: '{count} more in other words',
                        description:
                            'How many more articles say it otherwise: a translation, an abbreviation',
                    }),
                    answer.total_expanded,
                ),
            );
        }
        if (answer.total_template > 0 && answer.step !== 'template') {
            parts.push(
                say(
                    translate({
                        id: 'theme.litsearch.answer.template',
                        message: '{count} more in sentences that many articles repeat',
                        description: 'How many more articles have the words in template text only',
                    }),
                    answer.total_template,
                ),
            );
        }
        return parts.join(
            translate({
                id: 'theme.litsearch.answer.comma',
                message: ', ',
                description: 'Stands between the parts of what was found',
            }),
        );
    };
}

/* Why the articles are not what was asked for; nothing when they are. */
const STEPS = {
    most: () =>
        translate({
            id: 'theme.litsearch.step.most',
            message: 'No article holds all the words. The first of these hold all but one.',
            description: 'Some articles hold all words but one',
        }),
    some: () =>
        translate({
            id: 'theme.litsearch.step.some',
            message: 'No article holds all the words. These hold some.',
            description: 'Articles hold some of the words',
        }),
    parts: () =>
        translate({
            id: 'theme.litsearch.step.parts',
            message: 'No article holds the words side by side as typed. These hold parts of them.',
            description: 'Articles hold parts of a phrase or of a run of Chinese',
        }),
    expanded: () =>
        translate({
            id: 'theme.litsearch.step.expanded',
            message: 'No article holds the words as typed. These say it in other words.',
            description: 'Articles hold a translation or an abbreviation of the words',
        }),
    template: () =>
        translate({
            id: 'theme.litsearch.step.template',
            message: 'The words stand only in sentences that many articles repeat.',
            description: 'Articles hold the words in template text only',
        }),
};

export function Explanation({ answer, onSuggestion }) {
    const suggestion = answer.suggestion;
    if (answer.step === 'corrected') {
        return (
            <p className={styles.explanation}>
                <Translate
                    id="theme.litsearch.step.corrected"
                    description="Nothing was found as typed; these are for another query"
                    values={{ suggestion: <strong>{suggestion}</strong> }}
                >
                    {'Nothing as typed. These are for {suggestion}.'}
                </Translate>
            </p>
        );
    }
    const step = STEPS[answer.step]?.();
    return step || suggestion ? (
        <p className={styles.explanation}>
            {step}{' '}
            {suggestion && (
                <Translate
                    id="theme.litsearch.suggestion"
                    description="A query that may have been meant"
                    values={{
                        suggestion: (
                            <button
                                type="button"
                                className={styles.suggestion}
                                onClick={() => onSuggestion(suggestion)}
                            >
                                {suggestion}
                            </button>
                        ),
                    }}
                >
                    {'Did you mean {suggestion}?'}
                </Translate>
            )}
        </p>
    ) : null;
}

/* Shown before anything was searched for. */
export function Hint() {
    return (
        <Translate id="theme.litsearch.dialog.empty" description="Shown before anything was searched for">
            Search in English or Chinese, Traditional or Simplified.
        </Translate>
    );
}

export function Nothing({ query }) {
    return (
        <div className={styles.message}>
            <p className={styles.headline}>
                {query ? (
                    <Translate
                        id="theme.litsearch.nothing"
                        description="No article was found"
                        values={{ query: <q className={styles.query}>{query}</q> }}
                    >
                        {'Nothing found for {query}'}
                    </Translate>
                ) : (
                    <Translate
                        id="theme.litsearch.nothing.filtered"
                        description="No article passes the filters"
                    >
                        No article passes the filters
                    </Translate>
                )}
            </p>
        </div>
    );
}

const FAILURES = {
    away: () =>
        translate({
            id: 'theme.litsearch.error.away',
            message: 'The search server does not answer.',
            description: 'The server cannot be reached',
        }),
    busy: () =>
        translate({
            id: 'theme.litsearch.error.busy',
            message: 'The search server is busy.',
            description: 'The server has too much to do',
        }),
    failed: () =>
        translate({
            id: 'theme.litsearch.error.failed',
            message: 'The search failed.',
            description: 'The server answered with an error',
        }),
    query: () =>
        translate({
            id: 'theme.litsearch.error.query',
            message: 'This cannot be searched for as it stands.',
            description: 'The query has a mistake in it',
        }),
};

/* The query with its mistake underlined. */
function Mistake({ query, place }) {
    return (
        <p className={styles.mistake}>
            {cutAtMarks(query, [place]).map((piece, index) => (
                <span key={index} className={piece.isMarked ? styles.fault : undefined}>
                    {piece.text}
                </span>
            ))}
        </p>
    );
}

export function Failure({ error, query, onRetry }) {
    const isQuery = error.kind === 'query';
    return (
        <div className={styles.message} role="alert">
            <p className={styles.headline}>{(FAILURES[error.kind] ?? FAILURES.failed)()}</p>
            {isQuery && error.place && <Mistake query={query} place={error.place} />}
            {(isQuery || error.kind === 'failed') && <p className={styles.detail}>{error.message}</p>}
            {!isQuery && (
                <button type="button" className="button button--primary button--sm" onClick={onRetry}>
                    <Translate id="theme.litsearch.retry" description="Asks the server once more">
                        Try again
                    </Translate>
                </button>
            )}
        </div>
    );
}

export function placeholderOf(settings) {
    return (
        settings.placeholder ??
        translate({
            id: 'theme.litsearch.placeholder',
            message: 'Search articles',
            description: 'Stands in the empty search field',
        })
    );
}

/* "8 and above" */
export function leastScoreLabel(score) {
    return translate(
        {
            id: 'theme.litsearch.filter.score.least',
            message: '{score} and above',
            description: 'A least score',
        },
        { score },
    );
}
