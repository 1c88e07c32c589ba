/* Marks are ranges of bytes of UTF-8; the browser's strings are of UTF-16. */

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/* text cut at its marks: [{text, isMarked}]. Ranges that are out of order, overlap or lie outside
 * are cut down to what is left of them. */
export function cutAtMarks(text, marks) {
    const bytes = encoder.encode(text);
    const pieces = [];
    let done = 0;
    const add = (past, isMarked) => {
        if (past > done) {
            pieces.push({ text: decoder.decode(bytes.subarray(done, past)), isMarked });
            done = past;
        }
    };
    for (const [first, past] of marks ?? []) {
        add(Math.min(first, bytes.length), false);
        add(Math.min(past, bytes.length), true);
    }
    add(bytes.length, false);
    return pieces;
}

const WORDS_MAX = 8;
const WORD_CHARS_MAX = 60;

/* What is marked in a hit, each once: [text]. They are written as on the article's page. */
export function markedWords(hit) {
    const texts = [[hit.snippet, hit.marks], ...(hit.headings ?? []).map((one) => [one.text, one.marks])];
    const words = new Map();
    for (const [text, marks] of texts) {
        for (const piece of text ? cutAtMarks(text, marks) : []) {
            const key = piece.text.toLowerCase();
            if (piece.isMarked && piece.text.length <= WORD_CHARS_MAX && !words.has(key)) {
                words.set(key, piece.text);
            }
        }
    }
    return Array.from(words.values()).slice(0, WORDS_MAX);
}
