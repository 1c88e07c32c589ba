/* Where a hit leads. */
import { markedWords } from './marks';

/* A path with two slashes in front would be another host. */
const onePath = (path) => path.replace(/^\/{2,}/, '/');

/* A page of the site is named as the index knows it: by the site's public URL, or by a path, in the
 * locale that was indexed. Readers stay on the host and in the locale where they are. */
function toHere(url, { siteUrl, indexedBaseUrl }, baseUrl) {
    const path = siteUrl && url.startsWith(`${siteUrl}/`) ? onePath(url.slice(siteUrl.length)) : url;
    const isOther = indexedBaseUrl && indexedBaseUrl !== baseUrl && baseUrl.startsWith(indexedBaseUrl);
    return isOther && path.startsWith(indexedBaseUrl) && !path.startsWith(baseUrl)
        ? baseUrl + path.slice(indexedBaseUrl.length)
        : path;
}

/* url → {href, path}; path is that of a page of this site, else null. Null for what is no link to
 * http or https, which must not be followed. */
function linkTo(url, anchor, words, settings, baseUrl) {
    let target;
    try {
        target = new URL(toHere(url, settings, baseUrl), window.location.href);
    } catch {
        return null;
    }
    if (target.protocol !== 'http:' && target.protocol !== 'https:') {
        return null;
    }
    const isHere = target.origin === window.location.origin && target.pathname.startsWith(baseUrl);
    if (isHere) {
        words.forEach((word) => target.searchParams.append('_highlight', word));
    }
    if (anchor) {
        target.hash = `#${encodeURIComponent(anchor)}`;
    }
    return { href: target.href, path: isHere ? onePath(target.href.slice(target.origin.length)) : null };
}

/* The link of a hit, or of one of its headings; null when there is none. A card without a page of
 * its own is shown by the server. */
export function linkOf(hit, anchor, settings, baseUrl) {
    const words = settings.highlight ? markedWords(hit) : [];
    if (typeof hit.url === 'string') {
        return linkTo(hit.url, anchor, words, settings, baseUrl);
    }
    const id = hit.id.split('/').map(encodeURIComponent).join('/');
    return linkTo(`${settings.endpoint}card/${id}?format=html`, anchor, [], {}, '\0');
}
