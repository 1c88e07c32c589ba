import React, { useId, useState } from 'react';
import Translate, { translate } from '@docusaurus/Translate';
import { leastScoreLabel } from '@theme/SearchParts';
import { countLeastScores, valuesOf } from '../../browser/ask';
import styles from './styles.module.css';

const SHOWN = 8;

function Group({ title, children }) {
    return (
        <fieldset className={styles.group}>
            <legend>{title}</legend>
            {children}
        </fieldset>
    );
}

function Choice({ type, name, label, count, isOn, onChange }) {
    return (
        <label className={styles.choice}>
            <input type={type} name={name} checked={isOn} onChange={onChange} />
            <span className={styles.choiceText}>{label}</span>
            {count !== undefined && <span className={styles.count}>{count}</span>}
        </label>
    );
}

function Names({ title, facet, chosen, onChange }) {
    const [isWhole, setIsWhole] = useState(false);
    const values = valuesOf(facet, chosen);
    const shown = values.filter(({ value }, place) => isWhole || place < SHOWN || chosen.includes(value));
    const toggle = (value) =>
        onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
    return values.length === 0 ? null : (
        <Group title={title}>
            {shown.map(({ value, count }) => (
                <Choice
                    key={value}
                    type="checkbox"
                    label={value}
                    count={count}
                    isOn={chosen.includes(value)}
                    onChange={() => toggle(value)}
                />
            ))}
            {shown.length < values.length && (
                <button type="button" className={styles.more} onClick={() => setIsWhole(true)}>
                    <Translate
                        id="theme.litsearch.facet.more"
                        description="Shows all values of a filter"
                        values={{ count: values.length - shown.length }}
                    >
                        {'{count} more'}
                    </Translate>
                </button>
            )}
        </Group>
    );
}

function Scores({ title, facets, chosen, onChange }) {
    const name = useId();
    const any = translate({
        id: 'theme.litsearch.filter.score.any',
        message: 'Any score',
        description: 'No least score',
    });
    return (
        <Group title={title}>
            <Choice type="radio" name={name} label={any} isOn={chosen === ''} onChange={() => onChange('')} />
            {countLeastScores(facets).map(({ score, count }) => (
                <Choice
                    key={score}
                    type="radio"
                    name={name}
                    label={leastScoreLabel(score)}
                    count={count}
                    isOn={chosen === String(score)}
                    onChange={() => onChange(String(score))}
                />
            ))}
        </Group>
    );
}

/* "2020..2024" ↔ its ends; one year alone is both. */
function readYears(text) {
    const [from, to = from] = text.split('..');
    return { from, to };
}
function writeYears({ from, to }) {
    return from === '' && to === '' ? '' : from === to ? from : `${from}..${to}`;
}

function Years({ title, facet, chosen, onChange }) {
    const ends = readYears(chosen);
    const all = new Set(
        [...(facet ?? []).map(({ value }) => String(value)), ends.from, ends.to].filter(Boolean),
    );
    const years = Array.from(all).sort((a, b) => b - a);
    const end = (side, label) => (
        <label className={styles.year}>
            <span>{label}</span>
            <select
                className={styles.select}
                value={ends[side]}
                onChange={(event) => onChange(writeYears({ ...ends, [side]: event.target.value }))}
            >
                <option value="">–</option>
                {years.map((year) => (
                    <option key={year} value={year}>
                        {year}
                    </option>
                ))}
            </select>
        </label>
    );
    return years.length === 0 ? null : (
        <Group title={title}>
            <div className={styles.years}>
                {end(
                    'from',
                    translate({
                        id: 'theme.litsearch.filter.year.from',
                        message: 'from',
                        description: 'The first year',
                    }),
                )}
                {end(
                    'to',
                    translate({
                        id: 'theme.litsearch.filter.year.to',
                        message: 'to',
                        description: 'The last year',
                    }),
                )}
            </div>
        </Group>
    );
}

export default function Facets({ filters, facets, ask, onChange }) {
    const titles = {
        domain: translate({
            id: 'theme.litsearch.filter.domain',
            message: 'Domain',
            description: 'The filter by domain',
        }),
        score: translate({
            id: 'theme.litsearch.filter.score',
            message: 'Score',
            description: 'The filter by score',
        }),
        year: translate({
            id: 'theme.litsearch.filter.year',
            message: 'Year',
            description: 'The filter by year',
        }),
        journal: translate({
            id: 'theme.litsearch.filter.journal',
            message: 'Journal',
            description: 'The filter by journal',
        }),
    };
    const isAny = ask.score || ask.year || ask.domain.length || ask.journal.length;
    const is = (name) => ({
        title: titles[name],
        chosen: ask[name],
        onChange: (value) => onChange({ [name]: value }),
    });
    /* Folded on a phone, where it would push the results off the screen. */
    const [isOpen] = useState(() => window.matchMedia('(min-width: 997px)').matches);
    return (
        <details className={styles.facets} open={isOpen}>
            <summary>
                <Translate id="theme.litsearch.facet.title" description="Heads all filters">
                    Filters
                </Translate>
            </summary>
            {isAny ? (
                <button
                    type="button"
                    className={styles.more}
                    onClick={() => onChange({ domain: [], journal: [], score: '', year: '' })}
                >
                    <Translate id="theme.litsearch.facet.clear" description="Takes all filters away">
                        Clear filters
                    </Translate>
                </button>
            ) : null}
            {filters.domain && <Names {...is('domain')} facet={facets?.domain} />}
            {filters.score && <Scores {...is('score')} facets={facets} />}
            {filters.year && <Years {...is('year')} facet={facets?.year} />}
            {filters.journal && <Names {...is('journal')} facet={facets?.journal} />}
        </details>
    );
}
