/* Searches that led somewhere, latest first, kept by the browser. Where it keeps nothing, as in
 * private windows, they last as long as the page. */

const KEY = 'litsearch.recent';
let memory = null;

function read(key) {
    try {
        const list = JSON.parse(window.localStorage.getItem(key) ?? '[]');
        return Array.isArray(list) ? list.filter((one) => typeof one === 'string' && one !== '') : [];
    } catch {
        return [];
    }
}

function write(key, list) {
    try {
        window.localStorage.setItem(key, JSON.stringify(list));
        memory = null;
    } catch {
        memory = list;
    }
    return list;
}

/* Sites below other paths of the same host have their own. */
export function recentSearches(baseUrl, most) {
    const key = `${KEY}:${baseUrl}`;
    const list = () => (memory ?? read(key)).slice(0, most);
    return {
        list,
        add: (query) =>
            most > 0 && write(key, [query, ...list().filter((one) => one !== query)].slice(0, most)),
        remove: (query) =>
            write(
                key,
                list().filter((one) => one !== query),
            ),
        clear: () => write(key, []),
    };
}
