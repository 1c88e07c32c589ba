import React, { Suspense, lazy, useCallback, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { translate } from '@docusaurus/Translate';
import { usePluginData } from '@docusaurus/useGlobalData';
import { isShortcut, keyNames } from '../../browser/keys';
import styles from './styles.module.css';

const load = () => import('@theme/SearchDialog');
const Dialog = lazy(load);

function useShortcuts(shortcuts, onPressed) {
    useEffect(() => {
        const listen = (event) => {
            if (
                !event.isComposing &&
                !event.defaultPrevented &&
                shortcuts.some((one) => isShortcut(event, one))
            ) {
                event.preventDefault();
                onPressed();
            }
        };
        document.addEventListener('keydown', listen);
        return () => document.removeEventListener('keydown', listen);
    }, [shortcuts, onPressed]);
}

/* The dialog is fetched when the page is at rest, so that it opens at once. */
function usePreload() {
    useEffect(() => {
        const later = window.requestIdleCallback ?? ((call) => setTimeout(call, 1000));
        const cancel = window.cancelIdleCallback ?? clearTimeout;
        const handle = later(() => load().catch(() => {}), { timeout: 5000 });
        return () => cancel(handle);
    }, []);
}

function Icon() {
    return (
        <svg className={styles.icon} width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
            <path
                d="M14.4 14.4 19 19M9 16A7 7 0 1 0 9 2a7 7 0 0 0 0 14z"
                fill="none"
                stroke="currentColor"
                strokeWidth="1.6"
                strokeLinecap="round"
            />
        </svg>
    );
}

/* What is on the keys is known in the browser only. */
function Keys({ shortcut }) {
    const [names, setNames] = useState([]);
    useEffect(() => setNames(keyNames(shortcut)), [shortcut]);
    return (
        <span className={styles.keys} aria-hidden="true">
            {names.map((name) => (
                <kbd key={name} className={styles.key}>
                    {name}
                </kbd>
            ))}
        </span>
    );
}

const NO_SHORTCUTS = [];

/* Stays when the bar is made anew, as it is on pages of another layout. */
let lastQuery = '';

export default function SearchBar() {
    const settings = usePluginData('docusaurus-theme-litsearch');
    const shortcuts = settings.shortcut || NO_SHORTCUTS;
    const [isOpen, setIsOpen] = useState(false);
    const close = useCallback((typed) => {
        lastQuery = typed;
        setIsOpen(false);
    }, []);
    const toggle = useCallback(() => setIsOpen((before) => !before), []);
    useShortcuts(shortcuts, toggle);
    usePreload();
    const label = translate({
        id: 'theme.litsearch.bar.label',
        message: 'Search',
        description: 'The button in the navigation bar that opens the search',
    });
    return (
        <>
            <button
                type="button"
                className={styles.button}
                aria-label={label}
                aria-haspopup="dialog"
                aria-keyshortcuts={
                    shortcuts.map((one) => one.replace(/^mod\+/, 'Control+')).join(' ') || undefined
                }
                onClick={toggle}
            >
                <Icon />
                <span className={styles.label}>{label}</span>
                {shortcuts.length > 0 && <Keys shortcut={shortcuts[0]} />}
            </button>
            {isOpen &&
                createPortal(
                    <Suspense fallback={null}>
                        <Dialog initialQuery={lastQuery} onClose={close} />
                    </Suspense>,
                    document.body,
                )}
        </>
    );
}
