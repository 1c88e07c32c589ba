import React from 'react';
import { useHistory } from '@docusaurus/router';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import { Marked, Score, useFacts, useTitles } from '@theme/SearchParts';
import { isPlainClick } from '../../browser/keys';
import { linkOf } from '../../browser/link';
import styles from './styles.module.css';

/* A link that the site follows itself when it leads to one of its pages. */
function HitLink({ link, children }) {
    const history = useHistory();
    const follow = (event) => {
        if (isPlainClick(event) && link.path) {
            event.preventDefault();
            history.push(link.path);
        }
    };
    return link ? (
        <a href={link.href} onClick={follow}>
            {children}
        </a>
    ) : (
        <span>{children}</span>
    );
}

export default function Hit({ hit, settings }) {
    const {
        siteConfig: { baseUrl },
    } = useDocusaurusContext();
    const { title, other } = useTitles()(hit);
    const facts = useFacts()(hit);
    const headings = hit.headings ?? [];
    const to = (anchor) => linkOf(hit, anchor, settings, baseUrl);
    return (
        <article className={styles.hit}>
            <h2 className={styles.title}>
                <HitLink link={to(headings.length > 0 ? null : hit.anchor)}>{title}</HitLink>
            </h2>
            {other && <p className={styles.other}>{other}</p>}
            <p className={styles.facts}>
                <Score score={hit.score} />
                {facts.map((fact, index) => (
                    <span key={index}>{fact}</span>
                ))}
            </p>
            {headings.length === 0 && hit.snippet && (
                <p className={styles.snippet}>
                    <Marked text={hit.snippet} marks={hit.marks} />
                </p>
            )}
            {headings.length > 0 && (
                <ul className={styles.sections}>
                    {headings.map((heading, index) => (
                        <li key={index}>
                            {heading.heading && (
                                <strong>
                                    <HitLink link={to(heading.anchor)}>{heading.heading}</HitLink>
                                </strong>
                            )}
                            <p className={styles.snippet}>
                                <Marked text={heading.text} marks={heading.marks} />
                            </p>
                        </li>
                    ))}
                </ul>
            )}
        </article>
    );
}
