import React from 'react';
import Translate, { translate } from '@docusaurus/Translate';
import { Hint } from '@theme/SearchParts';
import styles from './styles.module.css';

/* Searches that led somewhere. Delete removes the chosen one, as its cross does for a mouse: an
 * option may hold no button. */
export default function Recent({ id, rows, active, onHover, onChoose, onRemove, onClear }) {
    if (rows.length === 0) {
        return (
            <p className={styles.empty}>
                <Hint />
            </p>
        );
    }
    const label = translate({
        id: 'theme.litsearch.recent.label',
        message: 'Recent searches',
        description: 'Heads the list of recent searches',
    });
    return (
        <>
            <div className={styles.recentHead}>
                <span>{label}</span>
                <button type="button" className={styles.clear} onClick={onClear}>
                    <Translate id="theme.litsearch.recent.clear" description="Forgets all recent searches">
                        Clear all
                    </Translate>
                </button>
            </div>
            <div className={styles.list} role="listbox" id={`${id}list`} aria-label={label}>
                {rows.map((row, number) => (
                    <div
                        key={row.key}
                        id={`${id}${row.key}`}
                        className={styles.recent}
                        role="option"
                        aria-selected={number === active}
                        aria-keyshortcuts="Delete"
                        onMouseMove={number === active ? undefined : () => onHover(number)}
                        onClick={(event) => onChoose(event, row)}
                    >
                        <svg
                            width="18"
                            height="18"
                            viewBox="0 0 20 20"
                            aria-hidden="true"
                            className={styles.icon}
                        >
                            <path
                                d="M3 10a7 7 0 1 0 2-5L3 7M3 3v4h4M10 6v4l3 2"
                                fill="none"
                                stroke="currentColor"
                                strokeWidth="1.4"
                                strokeLinecap="round"
                                strokeLinejoin="round"
                            />
                        </svg>
                        <span className={styles.recentText}>{row.query}</span>
                        <span
                            className={styles.remove}
                            aria-hidden="true"
                            title={translate({
                                id: 'theme.litsearch.recent.remove',
                                message: 'Remove (Delete)',
                                description: 'Forgets one recent search; Delete is the key that does so too',
                            })}
                            onClick={(event) => {
                                event.stopPropagation();
                                onRemove(row.query);
                            }}
                        >
                            ×
                        </span>
                    </div>
                ))}
            </div>
        </>
    );
}
