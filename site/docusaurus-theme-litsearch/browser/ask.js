/* Questions to litsearch-serve, and its answers. */
import { useCallback, useEffect, useState } from 'react';

const TIME_LIMIT_MS = 10000;
const KEPT_ANSWERS = 50;

/* Parameters of /search: {q, domain: [...], …}; what is empty is left out. */
export function writeParameters(parameters) {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters)) {
        for (const one of [value].flat()) {
            if (one !== undefined && one !== null && one !== '') {
                search.append(name, one);
            }
        }
    }
    return search.toString();
}

/* kind: "away" (no answer), "busy" (try later), "query" (the words are at fault), "failed". */
export class SearchError extends Error {
    constructor(kind, message, place) {
        super(message);
        this.kind = kind;
        this.place = place ?? null;
    }
}

async function readError(response) {
    const error = await response.json().then(
        (json) => json.error,
        () => null,
    );
    const message = typeof error?.message === 'string' ? error.message : `HTTP ${response.status}`;
    const isQuery = response.status === 400 && Boolean(error);
    const kind = isQuery ? 'query' : ({ 502: 'away', 503: 'busy', 504: 'away' }[response.status] ?? 'failed');
    return new SearchError(kind, message, error?.place);
}

async function readAnswer(response) {
    if (!response.ok) {
        throw await readError(response);
    }
    const answer = await response.json().catch(() => null);
    if (answer?.version !== 1 || !Array.isArray(answer.hits)) {
        throw new SearchError('failed', `no answer of litsearch-serve: ${response.url}`);
    }
    return answer;
}

const kept = new Map();

function keep(url, answer) {
    kept.set(url, answer);
    if (kept.size > KEPT_ANSWERS) {
        kept.delete(kept.keys().next().value);
    }
    return answer;
}

/* The answer to a URL of /search. Throws SearchError; an aborted one throws whatever fetch does. */
export async function fetchAnswer(url, controller) {
    if (kept.has(url)) {
        return kept.get(url);
    }
    let isLate = false;
    const timer = setTimeout(() => {
        isLate = true;
        controller.abort();
    }, TIME_LIMIT_MS);
    try {
        const response = await fetch(url, {
            signal: controller.signal,
            headers: { accept: 'application/json' },
        });
        return keep(url, await readAnswer(response));
    } catch (error) {
        const isAway = isLate || (error instanceof TypeError && !controller.signal.aborted);
        throw isAway ? new SearchError('away', String(error.message)) : error;
    } finally {
        clearTimeout(timer);
    }
}

const NOTHING = { url: null, answer: null, error: null };

/* The answer to the latest parameters; null asks nothing. While one is on its way, and when the
 * words typed so far are no query, the answer before it stays. */
export function useAnswer(settings, parameters) {
    const [state, setState] = useState(NOTHING);
    const [attempt, setAttempt] = useState(0);
    const query = parameters && writeParameters({ ...settings.searchParameters, ...parameters });
    const url = query === null ? null : `${settings.endpoint}search?${query}`;
    useEffect(() => {
        if (url === null) {
            setState(NOTHING);
            return undefined;
        }
        const controller = new AbortController();
        let isWanted = true;
        fetchAnswer(url, controller).then(
            (answer) => isWanted && setState({ url, answer, error: null }),
            (error) =>
                isWanted &&
                setState((before) => ({
                    url,
                    error,
                    answer: error.kind === 'query' ? before.answer : null,
                })),
        );
        return () => {
            isWanted = false;
            controller.abort();
        };
    }, [url, attempt]);
    const retry = useCallback(() => {
        setState((before) => ({ ...before, url: null }));
        setAttempt((number) => number + 1);
    }, []);
    return { ...(url === null ? NOTHING : state), isCurrent: url === null || state.url === url, retry };
}

/* The least scores that are offered, with how many articles have each: [{score, count}]. */
const LEAST_SCORES = [9, 8, 7, 6];
export function countLeastScores(facets) {
    return LEAST_SCORES.map((score) => ({
        score,
        count: (facets?.score ?? []).reduce((sum, one) => sum + (one.value >= score ? one.count : 0), 0),
    }));
}

/* Values of a facet, with those chosen though no article has them: [{value, count}]. */
export function valuesOf(facet, chosen) {
    const values = facet ?? [];
    const missing = chosen.filter((one) => !values.some(({ value }) => value === one));
    return [...values, ...missing.map((value) => ({ value, count: 0 }))];
}

/* How many hits paging can reach. */
export function countReachable(answer) {
    return (
        Math.max(answer.total, answer.total_some) +
        answer.total_expanded +
        answer.total_template +
        answer.total_feedback
    );
}
