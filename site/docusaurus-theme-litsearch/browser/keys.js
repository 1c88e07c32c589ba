/* Keys such as "mod+k", where mod is Command on a Mac and Ctrl elsewhere. */

export function isMac() {
    return /mac|iphone|ipad|ipod/i.test(navigator.userAgentData?.platform || navigator.platform || '');
}

function parse(shortcut) {
    const parts = shortcut.toLowerCase().split('+');
    const key = parts.pop() || '+';
    const mod = isMac() ? 'meta' : 'ctrl';
    return { key, modifiers: new Set(parts.filter(Boolean).map((part) => (part === 'mod' ? mod : part))) };
}

function isTyping(target) {
    return (
        target instanceof HTMLElement &&
        (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
    );
}

/* Whether a keydown is the shortcut. A plain key is not while one types. */
export function isShortcut(event, shortcut) {
    const { key, modifiers } = parse(shortcut);
    const has = (name) => modifiers.has(name) === event[`${name}Key`];
    const isPlain = modifiers.size === 0;
    /* A plain sign may need Shift, or AltGr, to be typed. */
    const isHeld = isPlain ? !event.ctrlKey && !event.metaKey : ['ctrl', 'meta', 'alt', 'shift'].every(has);
    /* A browser that fills in a field by itself sends a keydown of no key. */
    return isHeld && event.key?.toLowerCase() === key && !(isPlain && isTyping(event.target));
}

/* Clicks with a modifier are the browser's own: a new tab, a window, a download. */
export function isPlainClick(event) {
    return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
}

const SIGNS = { meta: '⌘', alt: '⌥', shift: '⇧', ctrl: '⌃' };

/* What is on the keys: ["Ctrl", "K"]. */
export function keyNames(shortcut) {
    const { key, modifiers } = parse(shortcut);
    const name = (modifier) => (isMac() ? SIGNS[modifier] : modifier[0].toUpperCase() + modifier.slice(1));
    return [...Array.from(modifiers, name), key.length === 1 ? key.toUpperCase() : key];
}
