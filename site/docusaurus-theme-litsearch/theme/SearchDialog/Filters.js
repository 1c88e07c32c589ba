import React from 'react';
import { translate } from '@docusaurus/Translate';
import { leastScoreLabel } from '@theme/SearchParts';
import { countLeastScores, valuesOf } from '../../browser/ask';
import styles from './styles.module.css';

const DOMAINS_MAX = 12;

function Domains({ facet, chosen, onChange }) {
    const label = translate({
        id: 'theme.litsearch.filter.domain',
        message: 'Domain',
        description: 'The filter by domain',
    });
    const values = valuesOf(facet, chosen)
        .sort((a, b) => chosen.includes(b.value) - chosen.includes(a.value))
        .slice(0, Math.max(DOMAINS_MAX, chosen.length));
    return (
        <div className={styles.chips} role="group" aria-label={label}>
            {values.map(({ value, count }) => {
                const isOn = chosen.includes(value);
                return (
                    <button
                        key={value}
                        type="button"
                        className={styles.chip}
                        aria-pressed={isOn}
                        onClick={() =>
                            onChange(isOn ? chosen.filter((one) => one !== value) : [...chosen, value])
                        }
                    >
                        {value} <span className={styles.count}>{count}</span>
                    </button>
                );
            })}
        </div>
    );
}

function LeastScore({ facets, chosen, onChange }) {
    const label = translate({
        id: 'theme.litsearch.filter.score',
        message: 'Score',
        description: 'The filter by score',
    });
    return (
        <select
            className={styles.select}
            aria-label={label}
            value={chosen}
            onChange={(event) => onChange(event.target.value)}
        >
            <option value="">
                {translate({
                    id: 'theme.litsearch.filter.score.any',
                    message: 'Any score',
                    description: 'No least score',
                })}
            </option>
            {countLeastScores(facets).map(({ score, count }) => (
                <option key={score} value={score}>
                    {`${leastScoreLabel(score)} (${count})`}
                </option>
            ))}
        </select>
    );
}

export default function Filters({ settings, facets, filters, onChange }) {
    const { domain, score } = settings.filters;
    const hasDomains = domain && (facets?.domain.length > 0 || filters.domain.length > 0);
    return (
        <div className={styles.filters}>
            {score && (
                <LeastScore
                    facets={facets}
                    chosen={filters.score}
                    onChange={(value) => onChange({ ...filters, score: value })}
                />
            )}
            {hasDomains && (
                <Domains
                    facet={facets?.domain}
                    chosen={filters.domain}
                    onChange={(value) => onChange({ ...filters, domain: value })}
                />
            )}
        </div>
    );
}
