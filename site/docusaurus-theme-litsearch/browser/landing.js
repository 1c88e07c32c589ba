/* Marks on an article's page the words that led to it: ?_highlight=word, given by the search. */
import './landing.css';

const NAME = 'litsearch';
const WORDS_MAX = 16;
const RANGES_MAX = 2000;
const BLOCKS = 'p,li,td,th,h1,h2,h3,h4,h5,h6,pre,dt,dd,summary,figcaption,blockquote,div,article,main';
const CONTENTS = ['.theme-doc-markdown', 'article', 'main'];
const SKIPPED = 'script,style,textarea,.hash-link,button,nav';

const LETTER = '(?!\\p{Script=Han})[\\p{L}\\p{N}]';
const isLetter = (char) => new RegExp(`^${LETTER}$`, 'u').test(char);
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/* A word is not marked within a longer one; Han has no borders. */
function patternOf(word) {
    const chars = Array.from(word);
    const before = isLetter(chars[0]) ? `(?<!${LETTER})` : '';
    const after = isLetter(chars.at(-1)) ? `(?!${LETTER})` : '';
    return before + escape(word) + after;
}

function compile(words) {
    const longestFirst = [...words].sort((a, b) => b.length - a.length);
    return new RegExp(longestFirst.map(patternOf).join('|'), 'giu');
}

/* The text nodes of each block, so that a word half in bold is found. */
function blocksOf(content) {
    const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    const blocks = new Map();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.parentElement.closest(SKIPPED)) {
            const block = node.parentElement.closest(BLOCKS);
            blocks.set(block, blocks.get(block) ?? []);
            blocks.get(block).push(node);
        }
    }
    return Array.from(blocks.values());
}

/* The pieces of text nodes from first to past, in the joined text of nodes. */
function piecesOf(nodes, first, past) {
    const pieces = [];
    let start = 0;
    for (const node of nodes) {
        const from = Math.max(first - start, 0);
        const to = Math.min(past - start, node.data.length);
        if (from < to) {
            const range = document.createRange();
            range.setStart(node, from);
            range.setEnd(node, to);
            pieces.push(range);
        }
        start += node.data.length;
    }
    return pieces;
}

function findRanges(content, words) {
    const pattern = compile(words);
    const ranges = [];
    for (const nodes of blocksOf(content)) {
        for (const match of nodes
            .map((node) => node.data)
            .join('')
            .matchAll(pattern)) {
            ranges.push(...piecesOf(nodes, match.index, match.index + match[0].length));
        }
        if (ranges.length > RANGES_MAX) {
            break;
        }
    }
    return ranges;
}

/* Without the Custom Highlight API: elements around pieces, from the end so that what is before
 * stays where it is. */
function wrap(ranges) {
    for (const range of ranges.reverse()) {
        const mark = document.createElement('mark');
        mark.className = 'litsearch-mark';
        range.surroundContents(mark);
    }
}

function unwrap() {
    for (const mark of document.querySelectorAll('mark.litsearch-mark')) {
        const parent = mark.parentNode;
        mark.replaceWith(...Array.from(mark.childNodes));
        parent.normalize();
    }
}

function clear() {
    window.CSS?.highlights?.delete(NAME);
    unwrap();
    document.removeEventListener('keydown', onKey);
}

function show(words) {
    const content = CONTENTS.map((selector) => document.querySelector(selector)).find(Boolean);
    const ranges = content ? findRanges(content, words) : [];
    if (ranges.length === 0) {
        return;
    }
    if (window.CSS?.highlights && window.Highlight) {
        CSS.highlights.set(NAME, new Highlight(...ranges));
    } else {
        wrap(ranges);
    }
    document.addEventListener('keydown', onKey);
}

/* Esc takes the marks away, and the words out of the address so that they stay away. */
function onKey(event) {
    if (
        event.key === 'Escape' &&
        !event.isComposing &&
        !event.defaultPrevented &&
        !document.querySelector('dialog[open]')
    ) {
        clear();
        const url = new URL(window.location.href);
        url.searchParams.delete('_highlight');
        window.history.replaceState(window.history.state, '', url);
    }
}

export function onRouteDidUpdate({ location, previousLocation }) {
    if (
        previousLocation &&
        location.pathname === previousLocation.pathname &&
        location.search === previousLocation.search
    ) {
        return undefined;
    }
    clear();
    const words = new URLSearchParams(location.search)
        .getAll('_highlight')
        .filter(Boolean)
        .slice(0, WORDS_MAX);
    if (words.length === 0) {
        return undefined;
    }
    /* After React has put the page in place. */
    const frame = requestAnimationFrame(() => show(words));
    return () => cancelAnimationFrame(frame);
}
