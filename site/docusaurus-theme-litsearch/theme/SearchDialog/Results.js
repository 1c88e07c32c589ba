import React from 'react';
import { translate } from '@docusaurus/Translate';
import { Marked, Score, useFacts, useTitles } from '@theme/SearchParts';
import styles from './styles.module.css';

/* An option that is a link, so that the browser's own ways of opening one work. */
function Option({ id, row, isActive, onHover, onChoose, className, children }) {
    return (
        <a
            id={id}
            className={className}
            role="option"
            aria-selected={isActive}
            tabIndex={-1}
            href={row.link?.href}
            onMouseMove={isActive ? undefined : onHover}
            onClick={(event) => onChoose(event, row)}
        >
            {children}
        </a>
    );
}

function Facts({ hit }) {
    const facts = useFacts()(hit);
    return (
        <span className={styles.facts}>
            <Score score={hit.score} />
            {facts.map((fact, index) => (
                <span key={index} className={styles.fact}>
                    {fact}
                </span>
            ))}
        </span>
    );
}

function Article({ hit, hasSnippet }) {
    const { title } = useTitles()(hit);
    return (
        <>
            <span className={styles.title}>{title}</span>
            <Facts hit={hit} />
            {hasSnippet && hit.snippet && (
                <span className={styles.snippet}>
                    <Marked text={hit.snippet} marks={hit.marks} />
                </span>
            )}
        </>
    );
}

function Heading({ heading }) {
    return (
        <>
            {heading.heading && <span className={styles.heading}>{heading.heading}</span>}
            <span className={styles.snippet}>
                <Marked text={heading.text} marks={heading.marks} />
            </span>
        </>
    );
}

/* Rows of each article together: [[row, number], …]. */
function groupRows(rows) {
    const groups = [];
    rows.forEach((row, number) => {
        if (row.kind === 'article') {
            groups.push([]);
        }
        groups.at(-1).push([row, number]);
    });
    return groups;
}

export default function Results({ id, rows, active, onHover, onChoose }) {
    const label = translate({
        id: 'theme.litsearch.dialog.results',
        message: 'Articles found',
        description: 'The name of the list of results',
    });
    const titlesOf = useTitles();
    return (
        <div className={styles.list} role="listbox" id={`${id}list`} aria-label={label}>
            {groupRows(rows).map((group) => (
                <div
                    key={group[0][0].key}
                    role="group"
                    aria-label={titlesOf(group[0][0].hit).title}
                    className={styles.group}
                >
                    {group.map(([row, number]) => (
                        <Option
                            key={row.key}
                            id={`${id}${row.key}`}
                            row={row}
                            isActive={number === active}
                            onHover={() => onHover(number)}
                            onChoose={onChoose}
                            className={row.kind === 'article' ? styles.article : styles.section}
                        >
                            {row.kind === 'article' ? (
                                <Article hit={row.hit} hasSnippet={group.length === 1} />
                            ) : (
                                <Heading heading={row.heading} />
                            )}
                        </Option>
                    ))}
                </div>
            ))}
        </div>
    );
}
